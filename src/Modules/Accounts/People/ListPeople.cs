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

        var rows = await db.WithSecondFactor(users).OrderByDescending(row => row.User.IsStaff).ThenByDescending(row => row.User.Id).Take(PageSize + 1).ToListAsync(ct);
        var shown = rows.Take(PageSize).ToList();
        var roles = await RolesOf(db, [.. shown.Select(row => row.User)], ct);
        var next = rows.Count > PageSize ? tokens.Write(CursorPurpose, new Cursor(shown[^1].User.IsStaff, shown[^1].User.Id)) : null;
        return new Page<Account>([.. shown.Select(row => ToAccount(row, roles[row.User.Id]))], next);
    }

    public async Task<Account?> Find(long userId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.WithSecondFactor(db.Users.Where(user => user.Id == userId)).FirstOrDefaultAsync(ct) is { } row
            ? ToAccount(row, await db.ListRolesOfAsync(userId, ct))
            : null;
    }

    private static async Task<ILookup<long, string>> RolesOf(AccountsDb db, List<UserRow> users, CancellationToken ct)
    {
        var ids = users.Where(user => user.IsStaff).Select(user => user.Id).ToList();
        var roles = ids.Count == 0 ? [] : await db.UserRoles.Where(role => ids.Contains(role.UserId)).OrderBy(role => role.Role).ToListAsync(ct);
        return roles.ToLookup(role => role.UserId, role => role.Role);
    }

    private Account ToAccount(PersonRow row, IEnumerable<string> roles)
    {
        var user = seal.Open(row.User);
        return new Account(user.Id, user.Email, user.DisplayName, user.EmailConfirmed, [.. roles], user.RegisteredAt, row.State);
    }

    private sealed record Cursor(bool IsStaff, long Id);
}
