using GigGatek.Accounts.Access;
using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.Passwords;

/// <summary>A new password for whoever knows the current one. His other sessions end, as their stamp is old.</summary>
internal sealed partial class ChangePassword(
    UserManager<AccountUser> users, UserStore store, PasswordRule rule, Throttles throttles, Limits limits, SignedInPeople people, ILogger<ChangePassword> log)
{
    public async Task<Result<SignedIn>> Handle(long userId, string currentPassword, string newPassword, CancellationToken ct)
    {
        if (await store.FindAsync(userId, ct) is not { } user)
        {
            return Error.NotFound("This account is not there any more.");
        }

        if (rule.Refuse(newPassword, user.Email, user.DisplayName, "newPassword") is { } weak)
        {
            return weak;
        }

        if (newPassword == currentPassword)
        {
            return Error.Invalid("same_password", "This is the password that you have. Take another one.", "newPassword");
        }

        var limit = limits.ChangePassword(userId);
        if (await throttles.Take([limit], ct) is { } tooMany)
        {
            return tooMany;
        }

        user.MustChangePassword = false;
        var changed = await users.ChangePasswordAsync(user, currentPassword, newPassword);
        if (!changed.Succeeded)
        {
            LogRefused(userId);
            return changed.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch))
                ? Error.Invalid("wrong_password", "This is not your current password.", "currentPassword")
                : Error.Conflict("changed_meanwhile", "Your account was changed in another window at the same moment. Sign in again.");
        }

        await throttles.Clear(limit, ct);
        LogChanged(userId);
        return await people.Describe(user, ct);
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} changed its password; its other sessions have ended")]
    private partial void LogChanged(long userId);

    [LoggerMessage(LogLevel.Information, "A change of the password of account {UserId} was refused")]
    private partial void LogRefused(long userId);
}
