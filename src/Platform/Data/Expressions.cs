using System.Linq.Expressions;

namespace GigGatek.Platform.Data;

/// <summary>Puts expressions together.</summary>
internal static class Expressions
{
    /// <summary>Asks something of a column.</summary>
    public static Expression<Func<TRow, bool>> Then<TRow, TValue>(this Expression<Func<TRow, TValue>> column, Expression<Func<TValue, bool>> asked) =>
        Expression.Lambda<Func<TRow, bool>>(new Put(asked.Parameters[0], column.Body).Visit(asked.Body), column.Parameters);

    /// <summary>The column, of this row.</summary>
    public static Expression On(this LambdaExpression column, ParameterExpression row) => new Put(column.Parameters[0], row).Visit(column.Body);

    private sealed class Put(ParameterExpression what, Expression there) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == what ? there : node;
    }
}
