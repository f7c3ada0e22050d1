using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.People;

internal static class UserQueries
{
    public static Task<UserRow?> FindUserAsync(this AccountsDb db, long userId, CancellationToken ct) =>
        db.Users.FirstOrDefaultAsync(user => user.Id == userId, ct);

    public static Task<UserRow?> FindUserByEmailAsync(this AccountsDb db, IReadOnlyList<string> emailIndexes, CancellationToken ct) =>
        db.Users.Where(user => emailIndexes.Contains(user.EmailIndex)).OrderBy(user => user.Id).FirstOrDefaultAsync(ct);

    public static Task<List<string>> ListRolesOfAsync(this AccountsDb db, long userId, CancellationToken ct) =>
        db.UserRoles.Where(role => role.UserId == userId).OrderBy(role => role.Role).Select(role => role.Role).ToListAsync(ct);
}
