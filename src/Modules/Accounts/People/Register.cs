using GigGatek.Accounts.Access;
using GigGatek.Accounts.Passwords;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using Microsoft.AspNetCore.Identity;

namespace GigGatek.Accounts.People;

/// <summary>
/// Makes an account and has a confirmation mailed. A known address gets the same answer after the same work: its password
/// is hashed too, and the address's owner is told by mail.
/// </summary>
internal sealed class Register(UserManager<AccountUser> users, PasswordRule rule, Throttles throttles, Limits limits, Ids ids, TimeProvider clock)
{
    private const int MaxName = 100;

    public async Task<Result> Handle(string email, string displayName, string password, string client, CancellationToken ct)
    {
        if (Refuse(email, displayName, password) is { } refusal)
        {
            return refusal;
        }

        if (await throttles.Take([limits.RegisterFrom(client), limits.MailTo(email)], ct) is { } tooMany)
        {
            return tooMany;
        }

        var user = new AccountUser
        {
            Id = ids.Next(),
            Email = email.Trim(),
            DisplayName = displayName.Trim(),
            RegisteredAt = clock.GetUtcNow(),
        };
        user.Announced.Add(new ConfirmationRequested(user.Id));
        var created = await users.CreateAsync(user, password);
        return created.Succeeded || created.Errors.All(error => error.Code == nameof(IdentityErrorDescriber.DuplicateEmail))
            ? Result.Done
            : throw new InvalidOperationException($"Registration failed: {string.Join(", ", created.Errors.Select(error => error.Code))}");
    }

    private Error? Refuse(string email, string displayName, string password)
    {
        if (!EmailAddress.IsValid(email))
        {
            return Error.Invalid("malformed_email", "This is not a complete mail address. One looks like ann@example.com.", "email");
        }

        if (displayName.Trim() is { Length: 0 or > MaxName } || displayName.Any(char.IsControl))
        {
            return Error.Invalid("malformed_name", $"Tell us what to call you, in 1 to {MaxName} letters.", "displayName");
        }

        return rule.Refuse(password, email, displayName, "password");
    }
}
