using System.Globalization;
using GigGatek.Accounts.Access;
using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.Passwords;

/// <summary>A new password for whoever can read the account's mail. Asking for it looks the same for every address.</summary>
internal sealed partial class ResetPassword(
    UserManager<AccountUser> users, UserStore store, PasswordRule rule, Sessions<AccountsDb> sessions, Throttles throttles, Limits limits, ILogger<ResetPassword> log)
{
    private static readonly Error BadLink = Error.Invalid(
        "bad_link", "This link has expired, was used already, or was cut short. Ask for a new one; nothing was changed.");

    public async Task<Result> Request(string email, string client, CancellationToken ct)
    {
        if (!EmailAddress.IsValid(email))
        {
            return Error.Invalid("malformed_email", "This is not a complete mail address. One looks like ann@example.com.", "email");
        }

        var user = await store.FindByEmailAsync(email, ct);

        // One transaction for everyone: a known address only adds a row to it.
        var refusal = await sessions.WriteAsync(
            async db =>
            {
                var tooMany = await throttles.TakeIn(db, [limits.ResetFrom(client), limits.MailTo(email)], ct);
                if (tooMany is null && user is not null)
                {
                    await db.PublishAsync(new ResetRequested(user.Id), ct);
                }

                return tooMany;
            },
            ct);
        return refusal is null ? Result.Done : refusal;
    }

    public async Task<AccountLink?> CreateLink(long userId, CancellationToken ct)
    {
        if (await store.FindAsync(userId, ct) is not { IsDisabled: false } user)
        {
            return null;
        }

        var token = await users.GeneratePasswordResetTokenAsync(user);
        return new AccountLink(user.Email, user.DisplayName, string.Create(CultureInfo.InvariantCulture, $"/account/reset?user={user.Id}&token={token}"));
    }

    /// <summary>Whoever holds the token reads the account's mail, so the address is proved as well.</summary>
    public async Task<Result> Handle(long userId, string token, string newPassword, CancellationToken ct)
    {
        if (await store.FindAsync(userId, ct) is not { IsDisabled: false } user)
        {
            return BadLink;
        }

        if (!await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<AccountUser>.ResetPasswordTokenPurpose, token))
        {
            return BadLink;
        }

        if (rule.Refuse(newPassword, user.Email, user.DisplayName, "newPassword") is { } weak)
        {
            return weak;
        }

        if (!user.EmailConfirmed)
        {
            user.EmailConfirmed = true;
            user.Announced.Add(new EmailConfirmed(user.Id));
        }

        user.MustChangePassword = false;
        var reset = await users.ResetPasswordAsync(user, token, newPassword);
        if (!reset.Succeeded)
        {
            return BadLink;    // the same link twice at once: the other was first
        }

        await throttles.Clear(limits.SignInTo(user.Email), ct);
        LogReset(userId);
        return Result.Done;
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} has a new password by a mailed link; its sessions have ended")]
    private partial void LogReset(long userId);
}
