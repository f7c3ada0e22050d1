using GigGatek.Accounts.SecondFactor;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.People;

/// <summary>Staff first, then newest first. Names are encrypted, so a person is found by his whole address only.</summary>
internal sealed class ListPeople(Sessions<AccountsDb> sessions, SealedUsers seal, SignedTokens tokens)
{
    private const int PageSize = 50;
    private const string CursorPurpose = "accounts.people";

    public async Task<Page<Account>> Handle(string? text, string? cursor, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var users = db.Users.AsQueryable();
        if (!string.IsNullOrWhiteSpace(text))
        {
            var indexes = seal.EmailIndexes(text);
            users = users.Where(user => indexes.Contains(user.EmailIndex));
        }

        if (cursor is not null && tokens.Read<Cursor>(CursorPurpose, cursor) is { } after)
        {
            users = after.IsStaff
                ? users.Where(user => !user.IsStaff || user.Id < after.Id)
                : users.Where(user => !user.IsStaff && user.Id < after.Id);
        }

        var rows = await users.OrderByDescending(user => user.IsStaff).ThenByDescending(user => user.Id).Take(PageSize + 1).ToListAsync(ct);
        var shown = rows.Take(PageSize).ToList();
        var roles = await RolesOf(db, shown, ct);
        var factors = shown.Count == 0 ? [] : await db.FindSecondFactorStatesAsync([.. shown.Select(user => user.Id)], ct);
        var next = rows.Count > PageSize ? tokens.Write(CursorPurpose, new Cursor(shown[^1].IsStaff, shown[^1].Id)) : null;
        return new Page<Account>([.. shown.Select(user => ToAccount(user, roles[user.Id], factors.GetValueOrDefault(user.Id)))], next);
    }

    public async Task<Account?> Find(long userId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Users.FirstOrDefaultAsync(user => user.Id == userId, ct) is { } row
            ? ToAccount(row, await db.ListRolesOfAsync(userId, ct), (await db.FindSecondFactorStatesAsync([userId], ct)).GetValueOrDefault(userId))
            : null;
    }

    private static async Task<ILookup<long, string>> RolesOf(AccountsDb db, List<UserRow> users, CancellationToken ct)
    {
        var ids = users.Where(user => user.IsStaff).Select(user => user.Id).ToList();
        var roles = ids.Count == 0 ? [] : await db.UserRoles.Where(role => ids.Contains(role.UserId)).OrderBy(role => role.Role).ToListAsync(ct);
        return roles.ToLookup(role => role.UserId, role => role.Role);
    }

    private Account ToAccount(UserRow row, IEnumerable<string> roles, SecondFactorState? factor)
    {
        var user = seal.Open(row);
        return new Account(user.Id, user.Email, user.DisplayName, user.EmailConfirmed, [.. roles], user.RegisteredAt, factor, user.IsDisabled);
    }

    private sealed record Cursor(bool IsStaff, long Id);
}
