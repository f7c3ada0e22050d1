using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.MySql;
using LinqToDB.Internal.Linq;

namespace GigGatek.Platform.Data;

/// <summary>Reading in order to write.</summary>
public static class RowLocks
{
    /// <summary>
    /// Locks the rows that a unit of work reads until it ends, so that what it decides from them is still so when it
    /// writes. Where there is one writer at a time nothing needs to be locked, and nothing is said: the query builder compiles a hint
    /// anew whenever it looks for the statement that it belongs to. Only within <see cref="Sessions{TDb}.WriteAsync(Func{TDb, Task}, CancellationToken)"/>.
    /// </summary>
    public static IQueryable<T> ForUpdate<T>(this IQueryable<T> rows)
        where T : notnull =>
        Internals.GetDataContext(rows) is DataConnection { DataProvider.Name: ProviderName.SQLiteMS } ? rows : rows.AsMySql().ForUpdateHint();
}
