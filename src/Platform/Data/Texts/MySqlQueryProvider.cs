using System.Data.Common;
using LinqToDB;
using LinqToDB.DataProvider.MySql;
using LinqToDB.Internal.DataProvider.MySql;
using LinqToDB.Internal.SqlProvider;
using LinqToDB.Internal.SqlQuery;
using LinqToDB.Mapping;

namespace GigGatek.Platform.Data.Texts;

/// <summary>The query builder's provider of MySQL or MariaDB, keeping the texts of statements: see <see cref="TextOfStatement"/>.</summary>
internal sealed class MySqlQueryProvider : MySqlDataProvider
{
    private static readonly Lazy<MySqlQueryProvider> MySql = new(() => new MySqlQueryProvider(ProviderName.MySql80MySqlConnector, MySqlVersion.MySql80));
    private static readonly Lazy<MySqlQueryProvider> MariaDb = new(() => new MySqlQueryProvider(ProviderName.MariaDB10MySqlConnector, MySqlVersion.MariaDB10));

    private readonly BasicSqlOptimizer _optimizer;

    private MySqlQueryProvider(string name, MySqlVersion version)
        : base(name, version, MySqlProvider.MySqlConnector)
    {
        _optimizer = version == MySqlVersion.MariaDB10 ? new OptimizerOfMariaDb(SqlProviderFlags) : new OptimizerOfMySql(SqlProviderFlags);
        ForgetInstants();
    }

    public static MySqlQueryProvider For(MySqlServer server) => (server.IsMariaDb ? MariaDb : MySql).Value;

    public override ISqlOptimizer GetSqlOptimizer(DataOptions dataOptions) => _optimizer;

    /// <summary>
    /// Each column is asked whether it is null. To learn of the columns that never are it would read the names of all of them, which the connector keeps in a buffer that
    /// is used again: MariaDB does not send them with every execution of a prepared statement (MySqlConnector's issue 1483).
    /// </summary>
    public override bool? IsDBNullAllowed(DataOptions options, DbDataReader reader, int idx) => true;

    /// <summary>
    /// Its reader knows a column type for instants and reads them past our mapping, which keeps them in integers; so that is
    /// taken away from it.
    /// </summary>
    private void ForgetInstants()
    {
        foreach (var reader in ReaderExpressions.Keys.Where(reader => reader.ToType == typeof(DateTimeOffset)))
        {
            ReaderExpressions.TryRemove(reader, out _);
        }
    }

    private sealed class OptimizerOfMySql(SqlProviderFlags flags) : MySqlSqlOptimizer(flags)
    {
        public override bool IsParameterDependedElement(NullabilityContext nullability, IQueryElement element, DataOptions dataOptions, MappingSchema mappingSchema) =>
            TextOfStatement.DependsOnValues(element) ?? base.IsParameterDependedElement(nullability, element, dataOptions, mappingSchema);

        public override bool IsParameterDependedQuery(SelectQuery query) => TextOfStatement.DependsOnValues(query) ?? base.IsParameterDependedQuery(query);
    }

    private sealed class OptimizerOfMariaDb(SqlProviderFlags flags) : MariaDBSqlOptimizer(flags)
    {
        public override bool IsParameterDependedElement(NullabilityContext nullability, IQueryElement element, DataOptions dataOptions, MappingSchema mappingSchema) =>
            TextOfStatement.DependsOnValues(element) ?? base.IsParameterDependedElement(nullability, element, dataOptions, mappingSchema);

        public override bool IsParameterDependedQuery(SelectQuery query) => TextOfStatement.DependsOnValues(query) ?? base.IsParameterDependedQuery(query);
    }
}
