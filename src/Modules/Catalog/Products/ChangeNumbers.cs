using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Products;

/// <summary>Numbers that order what lists must notice.</summary>
internal static class ChangeNumbers
{
    /// <summary>Makes those who change many products follow each other, from their first look at what there is.</summary>
    public static Task LockChangesAsync(this CatalogDb db, CancellationToken ct) =>
        db.Changes.Where(change => change.Id == 1).ForUpdate().FindAsync(ct);

    /// <summary>
    /// Takes <paramref name="count"/> numbers and answers the first. Take them before writing the rows: until the commit, the
    /// lock on the one row keeps others from taking later numbers, so a reader that has seen a number has seen all below it.
    /// </summary>
    public static async Task<long> TakeChangeNumbersAsync(this CatalogDb db, int count, CancellationToken ct)
    {
        await db.Changes.Where(change => change.Id == 1).Set(change => change.LastSeq, change => change.LastSeq + count).UpdateAsync(ct);
        return await db.Changes.Where(change => change.Id == 1).Select(change => change.LastSeq).FirstAsync(ct) - count + 1;
    }
}
