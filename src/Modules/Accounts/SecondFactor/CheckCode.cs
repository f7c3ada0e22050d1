using GigGatek.Accounts.Access;
using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>
/// Checks a code and uses it up: a try is counted before it is made, and a conditional update decides which of two at once was first. The only place
/// that takes codes.
/// </summary>
internal sealed partial class CheckCode(Sessions<AccountsDb> sessions, SealedSecrets seal, Throttles throttles, Limits limits, TimeProvider clock, ILogger<CheckCode> log)
{
    public static readonly Error WrongCode = Error.Invalid(
        "wrong_code", "This code does not fit, or was used already. Wait until your app shows the next one, and look whether the clock of its phone is right.", "code");

    /// <summary>Null when it fits.</summary>
    /// <param name="client">Null for somebody with a session, who is throttled by his account alone.</param>
    public async Task<Error?> Handle(AccountUser user, string code, string? client, CancellationToken ct)
    {
        var fromClient = client is null ? null : limits.SignInFrom(client);
        var (perLock, perDay) = (limits.CodesOf(user.Id), limits.CodesPerDayOf(user.Id));
        if (fromClient is not null && await throttles.Take([fromClient], ct) is { } tooManyFromClient)
        {
            return tooManyFromClient;
        }

        if (await throttles.Take([perLock, perDay], ct) is { } tooMany)
        {
            await Warn(user.Id, ct);
            LogThrottled(user.Id);
            return tooMany;
        }

        if (TypedCode.Read(code) is not { } typed || !await IsRight(user.Id, typed, ct))
        {
            LogRefused(user.Id);
            return WrongCode;
        }

        await throttles.Clear(perLock, ct);
        await throttles.GiveBack(perDay, ct);
        if (fromClient is not null)
        {
            await throttles.GiveBack(fromClient, ct);
        }

        return null;
    }

    private async Task<bool> IsRight(long userId, TypedCode code, CancellationToken ct)
    {
        if (await sessions.ReadPrimaryAsync(db => db.FindSecondFactorAsync(userId, ct), ct) is not { } factor)
        {
            return false;
        }

        if (code.IsRecovery)
        {
            var hash = CodeHash.Of(code, factor.CodeSalt);
            return await sessions.WriteAsync(db => UseRecoveryCode(db, userId, hash, ct), ct);
        }

        return TotpCodes.FindStep(seal.Open(factor), code.Text, clock.GetUtcNow()) is { } step
            && await sessions.WriteAsync(db => db.TryUseStepAsync(userId, step, ct), ct);
    }

    private async Task<bool> UseRecoveryCode(AccountsDb db, long userId, string hash, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!await db.TryUseRecoveryCodeAsync(userId, hash, now, ct))
        {
            return false;
        }

        await db.ReportAsync(new ChangeOfFactor(OwnActor.Of(userId), userId, SecondFactorNews.CodeUsed, now), ct);
        return true;
    }

    /// <summary>Who gets this far knows the password, so the person should hear of it; once a day.</summary>
    private Task Warn(long userId, CancellationToken ct) => sessions.WriteAsync(
        async db =>
        {
            if (await throttles.TakeIn(db, [limits.WarningsTo(userId)], ct) is null)
            {
                await db.PublishAsync(new SecondFactorReported(userId, SecondFactorNews.Guessed), ct);
            }
        },
        ct);

    [LoggerMessage(LogLevel.Information, "A code for account {UserId} was refused: wrong or used")]
    private partial void LogRefused(long userId);

    [LoggerMessage(LogLevel.Information, "A code for account {UserId} was refused: too many tries")]
    private partial void LogThrottled(long userId);
}
