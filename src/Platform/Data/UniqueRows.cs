using LinqToDB.Async;

namespace GigGatek.Platform.Data;

/// <summary>Reading by a unique key.</summary>
public static class UniqueRows
{
    /// <summary>
    /// The row of a unique key, or null. Unlike <c>FirstOrDefault</c> it asks for no LIMIT: the key is the limit, and
    /// linq2db would build the text of a query with a limit anew on every call.
    /// </summary>
    public static async Task<T?> FindAsync<T>(this IQueryable<T> rows, CancellationToken ct) =>
        await rows.ToListAsync(ct) is [var only, ..] ? only : default;
}
