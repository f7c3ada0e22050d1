using LinqToDB;
using LinqToDB.DataProvider.SQLite;
using LinqToDB.Internal.DataProvider.SQLite;
using LinqToDB.Internal.SqlProvider;
using LinqToDB.Internal.SqlQuery;
using LinqToDB.Mapping;

namespace GigGatek.Platform.Data.Texts;

/// <summary>The query builder's provider of SQLite, keeping the texts of statements: see <see cref="TextOfStatement"/>.</summary>
internal sealed class SqliteQueryProvider : SQLiteDataProvider
{
    private readonly Optimizer _optimizer;

    private SqliteQueryProvider()
        : base(ProviderName.SQLiteMS, SQLiteProvider.Microsoft) => _optimizer = new Optimizer(SqlProviderFlags);

    public static SqliteQueryProvider Instance { get; } = new();

    public override ISqlOptimizer GetSqlOptimizer(DataOptions dataOptions) => _optimizer;

    private sealed class Optimizer(SqlProviderFlags flags) : SQLiteSqlOptimizer(flags)
    {
        public override bool IsParameterDependedElement(NullabilityContext nullability, IQueryElement element, DataOptions dataOptions, MappingSchema mappingSchema) =>
            TextOfStatement.DependsOnValues(element) ?? base.IsParameterDependedElement(nullability, element, dataOptions, mappingSchema);

        public override bool IsParameterDependedQuery(SelectQuery query) => TextOfStatement.DependsOnValues(query) ?? base.IsParameterDependedQuery(query);
    }
}
