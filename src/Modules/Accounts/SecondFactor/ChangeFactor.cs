using GigGatek.Accounts.Access;
using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Platform.Data;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>A change of an account's second factor: with a new stamp, which ends every session, and with its news, in one transaction.</summary>
internal sealed class ChangeFactor(Sessions<AccountsDb> sessions, SignedInPeople people, TimeProvider clock)
{
    private static readonly Error ChangedMeanwhile = Error.Conflict("changed_meanwhile", "Your account was changed in another window at the same moment. Open its page again.");

    /// <summary>Answers the person with the new stamp.</summary>
    /// <param name="work">Answers a refusal, which undoes all of it.</param>
    public async Task<Result<SignedIn>> Handle(AccountUser user, (Actor By, SecondFactorNews What) change, Func<AccountsDb, Task<Error?>> work, CancellationToken ct)
    {
        var stamp = Secrets.NewToken();
        var refusal = await sessions.WriteAsync(
            async db =>
            {
                if (!await db.TryRenewStampAsync(user, stamp, ct))
                {
                    return ChangedMeanwhile;
                }

                if (await work(db) is { } refused)
                {
                    return refused;
                }

                await db.ReportAsync(new ChangeOfFactor(change.By, user.Id, change.What, clock.GetUtcNow()), ct);
                return null;
            },
            refused => refused is null,
            ct);
        await people.Forget(user.Id);
        if (refusal is not null)
        {
            return refusal;
        }

        user.Stamp = stamp;
        return await people.Describe(user, ct);
    }
}
