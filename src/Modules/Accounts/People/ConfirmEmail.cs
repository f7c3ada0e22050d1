using System.Globalization;
using GigGatek.Accounts.Access;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using Microsoft.AspNetCore.Identity;

namespace GigGatek.Accounts.People;

/// <summary>Confirms an address by the token that only its owner was mailed.</summary>
internal sealed class ConfirmEmail(UserManager<AccountUser> users, UserStore store, Sessions<AccountsDb> sessions, Throttles throttles, Limits limits)
{
    private static readonly Error Refusal = Error.Invalid(
        "bad_link", "This link has expired or was cut short. Sign in and have a new one mailed, or copy the whole link from the mail.");

    public async Task<Result> Handle(long userId, string token, CancellationToken ct)
    {
        if (await store.FindAsync(userId, ct) is not { } user)
        {
            return Refusal;
        }

        if (user.EmailConfirmed)
        {
            // The link clicked twice; only a valid token learns that there is such an account.
            return await users.VerifyUserTokenAsync(user, users.Options.Tokens.EmailConfirmationTokenProvider, UserManager<AccountUser>.ConfirmEmailTokenPurpose, token)
                ? Result.Done
                : Refusal;
        }

        user.Announced.Add(new EmailConfirmed(user.Id));
        var confirmed = await users.ConfirmEmailAsync(user, token);
        return confirmed.Succeeded ? Result.Done : Refusal;
    }

    /// <summary>Mails another link, for whoever lost the first one.</summary>
    public async Task<Result> Request(long userId, CancellationToken ct)
    {
        if (await store.FindAsync(userId, ct) is not { } user)
        {
            return Error.NotFound("This account is not there any more.");
        }

        if (user.EmailConfirmed)
        {
            return Result.Done;
        }

        var refusal = await sessions.WriteAsync(
            async db =>
            {
                var tooMany = await throttles.TakeIn(db, [limits.MailTo(user.Email)], ct);
                if (tooMany is null)
                {
                    await db.PublishAsync(new ConfirmationRequested(user.Id), ct);
                }

                return tooMany;
            },
            ct);
        return refusal is null ? Result.Done : refusal;
    }

    public async Task<AccountLink?> CreateLink(long userId, CancellationToken ct)
    {
        if (await store.FindAsync(userId, ct) is not { EmailConfirmed: false } user)
        {
            return null;
        }

        var token = await users.GenerateEmailConfirmationTokenAsync(user);
        return new AccountLink(user.Email, user.DisplayName, string.Create(CultureInfo.InvariantCulture, $"/account/confirm?user={user.Id}&token={token}"));
    }
}
