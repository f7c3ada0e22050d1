using GigGatek.Accounts.Access;
using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.Roles;

/// <summary>Gives or takes a role.</summary>
internal sealed class SetRole(Sessions<AccountsDb> sessions, SignedInPeople signedIn, TimeProvider clock)
{
    public async Task<Result> Handle(Actor actor, long userId, string role, bool has, CancellationToken ct)
    {
        if (ShopRoles.Find(role) is null)
        {
            return Error.NotFound($"There is no role called {role}.");
        }

        var refusal = await sessions.WriteAsync(
            async db =>
            {
                if (await db.Users.Where(row => row.Id == userId).ForUpdate().FindAsync(ct) is not { } user)    // two roles of one person at once follow each other
                {
                    return Error.NotFound("There is no such person.");
                }

                return has ? await Give(db, actor, user, role, ct) : await Take(db, actor, user, role, ct);
            },
            ct);
        await signedIn.Forget(userId);
        return refusal is null ? Result.Done : refusal;
    }

    private async Task<Error?> Give(AccountsDb db, Actor actor, UserRow user, string role, CancellationToken ct)
    {
        if (user.DisabledAt is not null)
        {
            return Error.Conflict("account_disabled", "This account is disabled. Enable it first.");
        }

        if (!user.EmailConfirmed)
        {
            return Error.Conflict("not_confirmed", "This person has not confirmed the mail address yet, so it may not be theirs. Ask them to follow the link in their mail.");
        }

        // The count first: its row is the lock that two at once queue for.
        await db.Roles.Where(row => row.Name == role).Set(row => row.Holders, row => row.Holders + 1).UpdateAsync(ct);
        if (await db.UserRoles.AnyAsync(row => row.UserId == user.Id && row.Role == role, ct))
        {
            await db.Roles.Where(row => row.Name == role).Set(row => row.Holders, row => row.Holders - 1).UpdateAsync(ct);
            return null;
        }

        await db.InsertAsync(new UserRoleRow { UserId = user.Id, Role = role }, token: ct);
        await db.Users.Where(row => row.Id == user.Id).Set(row => row.IsStaff, true).UpdateAsync(ct);
        await Announce(db, actor, "role.give", user, role, ct);
        return null;
    }

    private async Task<Error?> Take(AccountsDb db, Actor actor, UserRow user, string role, CancellationToken ct)
    {
        if (!await db.UserRoles.AnyAsync(row => row.UserId == user.Id && row.Role == role, ct))
        {
            return null;
        }

        var keep = role == ShopRoles.Owner ? 1 : 0;
        if (await db.Roles.Where(row => row.Name == role && row.Holders > keep).Set(row => row.Holders, row => row.Holders - 1).UpdateAsync(ct) == 0)
        {
            return Error.Conflict("last_owner", "This is the last owner, and the shop must have one. Make someone else an owner first.");
        }

        if (await db.UserRoles.DeleteAsync(row => row.UserId == user.Id && row.Role == role, ct) == 0)
        {
            await db.Roles.Where(row => row.Name == role).Set(row => row.Holders, row => row.Holders + 1).UpdateAsync(ct);
            return null;    // another took it at the same moment
        }

        var staff = await db.UserRoles.AnyAsync(row => row.UserId == user.Id, ct);
        await db.Users.Where(row => row.Id == user.Id).Set(row => row.IsStaff, staff).UpdateAsync(ct);
        await Announce(db, actor, "role.take", user, role, ct);
        return null;
    }

    private Task Announce(AccountsDb db, Actor actor, string action, UserRow user, string role, CancellationToken ct) =>
        db.PublishAsync(new ChangeMade(actor, action, FormattableString.Invariant($"account {user.Id}"), role, clock.GetUtcNow()), ct);
}
