using System.Linq.Expressions;

namespace GigGatek.Platform.Data;

/// <summary>Rows by a list of keys.</summary>
public static class OneOf
{
    /// <summary>
    /// Rows whose column has one of these values. The query builder writes a list into the text, anew each time; a single value, which
    /// most carts and products are, it sends beside a text that is kept, and prepared.
    /// </summary>
    public static IQueryable<TRow> WithOneOf<TRow, TValue>(this IQueryable<TRow> rows, Expression<Func<TRow, TValue>> column, IReadOnlyCollection<TValue> values)
    {
        if (values.Count != 1)
        {
            var all = values.ToList();
            return rows.Where(column.Then(value => all.Contains(value)));
        }

        var only = values.First();
        Expression<Func<TValue>> one = () => only;    // a variable, not a constant: that would stand in the text
        return rows.Where(Expression.Lambda<Func<TRow, bool>>(Expression.Equal(column.Body, one.Body), column.Parameters));
    }
}
