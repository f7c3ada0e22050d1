using FluentMigrator.Runner.Generators.SQLite;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.Processors;
using FluentMigrator.Runner.Processors.SQLite;
using GigGatek.Platform.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Data;

/// <summary>FluentMigrator on SQLite, statement by statement.</summary>
internal sealed class SqliteMigrations(
    SQLiteDbFactory factory, SQLiteGenerator generator, ILogger<SQLiteProcessor> log, IOptionsSnapshot<ProcessorOptions> options,
    IConnectionStringAccessor connectionString, IServiceProvider services, MigrationStatements statements)
    : SQLiteProcessor(factory, generator, log, options, connectionString, services, new SQLiteQuoter(false))
{
    protected override void Process(string sql) => statements.Take(sql, () => base.Process(sql));
}
