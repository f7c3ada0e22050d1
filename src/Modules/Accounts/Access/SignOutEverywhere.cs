using GigGatek.Accounts.People;
using GigGatek.Contracts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.Access;

/// <summary>Ends every session of a person, in browsers and of programs: their stamp is old from now on.</summary>
internal sealed partial class SignOutEverywhere(UserManager<AccountUser> users, UserStore store, TimeProvider clock, ILogger<SignOutEverywhere> log)
{
    private static readonly Error ChangedMeanwhile = Error.Conflict("changed_meanwhile", "This account was changed in another window at the same moment. Try again.");

    public async Task<Result> Handle(long userId, CancellationToken ct) =>
        await store.FindAsync(userId, ct) is { } user ? await RenewStamp(user) : Error.NotFound("This account is not there any more.");

    /// <summary>By staff, for whose trail it is.</summary>
    public async Task<Result> ForOther(Actor actor, long userId, CancellationToken ct)
    {
        if (await store.FindAsync(userId, ct) is not { } user)
        {
            return Error.NotFound("There is no such person.");
        }

        user.Announced.Add(new ChangeMade(actor, "sessions.end", FormattableString.Invariant($"account {userId}"), "", clock.GetUtcNow()));
        return await RenewStamp(user);
    }

    private async Task<Result> RenewStamp(AccountUser user)
    {
        if (!(await users.UpdateSecurityStampAsync(user)).Succeeded)
        {
            return ChangedMeanwhile;
        }

        LogEnded(user.Id);
        return Result.Done;
    }

    [LoggerMessage(LogLevel.Information, "All sessions of account {UserId} were ended")]
    private partial void LogEnded(long userId);
}
