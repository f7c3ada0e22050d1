using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.BrowserSessions;

internal static class BrowserSessionQueries
{
    public static IQueryable<BrowserSessionRow> BrowserSessionsOf(this AccountsDb db, long userId) => db.BrowserSessions.Where(row => row.UserId == userId);

    /// <summary>Drops them and answers their hashes, for whoever remembers them.</summary>
    public static async Task<IReadOnlyList<string>> DropAsync(this IQueryable<BrowserSessionRow> which, CancellationToken ct)
    {
        var hashes = await which.Select(row => row.Hash).ToListAsync(ct);
        await which.DeleteAsync(ct);
        return hashes;
    }
}
