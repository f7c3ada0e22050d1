using LinqToDB.Internal.SqlQuery;

namespace GigGatek.Platform.Data.Texts;

/// <summary>
/// When the text of a statement depends on its parameters' values, so that it must be written anew each time: less often than the
/// query builder believes, which looks at the types and takes every text and every nullable value for one that may change it
/// (docs/decisions/0021). Here a value is only ever sent beside the text, a null too: comparisons mean what they mean in SQL.
/// </summary>
internal static class TextOfStatement
{
    /// <summary>Null: as the query builder says.</summary>
    public static bool? DependsOnValues(IQueryElement element) => element switch
    {
        SqlParameter parameter => !parameter.IsQueryParameter,
        SqlPredicate.ExprExpr comparison => HasNoColumn(comparison.Expr1, comparison.Expr2) || HasNoColumn(comparison.Expr2, comparison.Expr1),
        _ => null,
    };

    /// <summary>The one row of <c>FirstOrDefault</c> is a number in the text. Null: as the query builder says.</summary>
    public static bool? DependsOnValues(SelectQuery query) => query.Select is { TakeValue: SqlValue, SkipValue: null } ? false : null;

    /// <summary>Two values are compared here, not by the database.</summary>
    private static bool HasNoColumn(ISqlExpression value, ISqlExpression other) =>
        value.IsMutable() && (other.IsMutable() || other.CanBeEvaluated(withParameters: false));
}
