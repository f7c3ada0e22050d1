using System.Linq.Expressions;
using System.Reflection;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Platform.Security.Sealing;

/// <summary>A stored value, and what it was made from where it is an index.</summary>
internal sealed class Cell
{
    public long Id { get; init; }
    public string Value { get; init; } = "";
    public string? Source { get; init; }
}

/// <summary>The columns of a table that a sealed value is about, as the module's own mapping names them.</summary>
/// <param name="Source">The sealed column that an index is of; null for a value.</param>
internal sealed record Cells<TRow>(Expression<Func<TRow, long>> Id, Expression<Func<TRow, string?>> Value, Expression<Func<TRow, string?>>? Source)
    where TRow : class
{
    public static string Table => PortableTypes.Schema.GetEntityDescriptor(typeof(TRow)).Name.Name;

    public static string NameOf(LambdaExpression column) =>
        PortableTypes.Schema.GetEntityDescriptor(typeof(TRow)).Columns.Single(mapped => mapped.MemberName == ((MemberExpression)column.Body).Member.Name).ColumnName;

    /// <summary>The next cells in the order of their rows.</summary>
    /// <param name="except">The name of a key whose values are not wanted.</param>
    public Task<List<Cell>> ListAsync(ModuleDb db, long after, int most, string? except, CancellationToken ct)
    {
        var rows = db.GetTable<TRow>().Where(Id.Then(id => id > after)).Where(Value.Then(value => value != null));
        if (except is not null)
        {
            var pattern = WrittenBy(except);
            rows = rows.Where(Value.Then(value => !Sql.Like(value, pattern)));
        }

        return rows.OrderBy(Id).Take(most).Select(Cut()).ToListAsync(ct);
    }

    /// <summary>Puts a new value in place of the one that was read. False when it, or its source, is not that any more.</summary>
    public async Task<bool> TryReplaceAsync(ModuleDb db, Cell read, string value, CancellationToken ct)
    {
        var rows = db.GetTable<TRow>().Where(Id.Then(id => id == read.Id)).Where(Value.Then(stored => stored == read.Value));
        if (Source is not null)
        {
            rows = rows.Where(Source.Then(stored => stored == read.Source));
        }

        return await rows.Set(Value, value).UpdateAsync(ct) == 1;
    }

    public Task<long> CountAsync(ModuleDb db, string? key, CancellationToken ct) => CountAsync(db, Value, key, ct);

    public static Task<long> CountAsync(ModuleDb db, Expression<Func<TRow, string?>> column, string? key, CancellationToken ct)
    {
        var pattern = key is null ? "%" : WrittenBy(key);
        return db.GetTable<TRow>().Where(column.Then(value => value != null && Sql.Like(value, pattern))).LongCountAsync(ct);
    }

    /// <summary>Names of keys have no letters that LIKE would read.</summary>
    private static string WrittenBy(string key) => key + ".%";

    private Expression<Func<TRow, Cell>> Cut()
    {
        var row = Id.Parameters[0];
        List<MemberBinding> members = [Bind(nameof(Cell.Id), Id.Body), Bind(nameof(Cell.Value), Value.On(row))];
        if (Source is not null)
        {
            members.Add(Bind(nameof(Cell.Source), Source.On(row)));
        }

        return Expression.Lambda<Func<TRow, Cell>>(Expression.MemberInit(Expression.New(typeof(Cell)), members), row);
    }

    private static MemberAssignment Bind(string member, Expression value) => Expression.Bind(typeof(Cell).GetMember(member, MemberTypes.Property, BindingFlags.Public | BindingFlags.Instance).Single(), value);
}
