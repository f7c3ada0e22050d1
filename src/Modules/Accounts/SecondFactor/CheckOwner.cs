using GigGatek.Accounts.Access;
using GigGatek.Accounts.Passwords;
using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Platform.Data;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>What is asked of somebody with a session before his sign-in changes: a session may be a forgotten screen.</summary>
internal sealed class CheckOwner(UserStore store, CheckPassword check, CheckCode codes, Sessions<AccountsDb> sessions, Throttles throttles, Limits limits)
{
    /// <summary>The password alone.</summary>
    public async Task<Result<AccountUser>> Handle(long userId, string currentPassword, CancellationToken ct)
    {
        if (await store.FindAsync(userId, ct) is not { } user)
        {
            return Error.NotFound("This account is not there any more.");
        }

        var limit = limits.ChangePassword(userId);
        if (await throttles.Take([limit], ct) is { } tooMany)
        {
            return tooMany;
        }

        if (!await check.Handle(user, currentPassword))
        {
            return Error.Invalid("wrong_password", "This is not your current password.", "currentPassword");
        }

        await throttles.Clear(limit, ct);
        return user;
    }

    /// <summary>The password and a code.</summary>
    public async Task<Result<AccountUser>> Handle(long userId, string currentPassword, string code, CancellationToken ct)
    {
        if (!await IsOn(userId, ct))
        {
            return Error.Conflict("second_factor_off", "Your second factor is off. Turn it on first.");
        }

        var owner = await Handle(userId, currentPassword, ct);
        return owner.Succeeded && await codes.Handle(owner.Value, code, client: null, ct) is { } refused ? refused : owner;
    }

    public async Task<bool> IsOn(long userId, CancellationToken ct) =>
        await sessions.ReadPrimaryAsync(db => db.FindSecondFactorAsync(userId, ct), ct) is not null;
}
