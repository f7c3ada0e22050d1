using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>Turns it off: by its person, or by the operator for who has lost everything that makes codes.</summary>
internal sealed class TurnOff(CheckOwner owners, UserStore store, ChangeFactor change)
{
    public async Task<Result<SignedIn>> Handle(long userId, string currentPassword, string code, CancellationToken ct)
    {
        var owner = await owners.Handle(userId, currentPassword, code, ct);
        return owner.Succeeded ? await Drop(owner.Value, OwnActor.Of(userId), ct) : owner.Error;
    }

    public async Task<Result> ForOther(Actor actor, long userId, CancellationToken ct)
    {
        if (await store.FindAsync(userId, ct) is not { } user)
        {
            return Error.NotFound("There is no such person.");
        }

        var dropped = await Drop(user, actor, ct);
        return dropped.Succeeded ? Result.Done : dropped.Error;
    }

    private Task<Result<SignedIn>> Drop(AccountUser user, Actor by, CancellationToken ct) => change.Handle(
        user,
        (by, SecondFactorNews.TurnedOff),
        async db => await db.DropSecondFactorAsync(user.Id, ct) ? null : Error.Conflict("second_factor_off", "The second factor of this account is off already."),
        ct);
}
