using System.Reflection;
using FluentMigrator;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Exceptions;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.VersionTableInfo;
using GigGatek.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Platform.Migrations;

/// <summary>What a migration run did.</summary>
/// <param name="Applied">Names of the migrations that ran, in order.</param>
public sealed record MigrationReport(IReadOnlyList<string> Applied);

/// <summary>
/// Where this program's migrations are, those of modules that this process does not run included: modules may share a
/// database, and another's version is not a newer one.
/// </summary>
public sealed record KnownMigrations(IReadOnlyList<Assembly> Assemblies);

/// <summary>A database that this program must not touch; the message says why and what to do.</summary>
public sealed class SchemaRefusedException(string message) : Exception(message);

/// <summary>
/// Brings the databases of the composed modules to this program's version. One history per database, one runner at a
/// time. A database of a newer program, or a damaged one, is refused and left as it was.
/// </summary>
public sealed class SchemaMigrator(IEnumerable<ModuleSchema> schemas, KnownMigrations known, ISqlDialect dialect)
{
    /// <summary>Applies what is pending in a phase: <c>expand</c> or <c>contract</c>.</summary>
    /// <exception cref="SchemaRefusedException">The database is newer, damaged, or being migrated by another process.</exception>
    public MigrationReport Migrate(string phase = "expand")
    {
        var applied = new List<string>();
        foreach (var database in schemas.GroupBy(schema => dialect.DatabaseKey(schema.Module)))
        {
            var module = database.First().Module;
            if (dialect.FindFault(module) is { } fault)
            {
                throw new SchemaRefusedException(fault);
            }

            var assemblies = database.Select(schema => schema.Migrations).Distinct().ToArray();
            applied.AddRange(MigrateDatabase(module, assemblies, phase));
        }

        return new MigrationReport(applied);
    }

    /// <summary>Makes sure that the shop can run on its databases as they are. Changes nothing.</summary>
    /// <exception cref="SchemaRefusedException">One cannot be used, is newer, or waits for schema changes.</exception>
    public void RequireCurrent()
    {
        foreach (var database in schemas.GroupBy(schema => dialect.DatabaseKey(schema.Module)))
        {
            var module = database.First().Module;
            if (dialect.FindFault(module) is { } fault)
            {
                throw new SchemaRefusedException(fault);
            }

            var applied = dialect.ListVersions(module);
            RefuseNewer(module, applied);
            var missing = VersionsIn(database.Select(schema => schema.Migrations).Distinct(), "expand").Except(applied).Count();
            if (missing > 0)
            {
                throw new SchemaRefusedException(
                    $"The database {database.Key} waits for {missing} schema changes. Apply them with giggatek migrate, then start again.");
            }
        }
    }

    private List<string> MigrateDatabase(string module, Assembly[] assemblies, string phase)
    {
        RefuseNewer(module, dialect.ListVersions(module));
        using var turn = dialect.TryLockMigrations(module)
            ?? throw new SchemaRefusedException("Another process is changing this database's schema. Wait for it to end, then start again.");
        using var services = BuildRunner(module, assemblies, phase);
        using var scope = services.CreateScope();
        var runner = scope.ServiceProvider.GetRequiredService<IMigrationRunner>();
        var inPhase = LoadMigrations(scope.ServiceProvider);
        var versions = scope.ServiceProvider.GetRequiredService<IVersionLoader>();
        var pending = inPhase.Where(migration => !versions.VersionInfo.HasAppliedMigration(migration.Key))
            .Select(migration => $"{migration.Key} {migration.Value.Description}").ToList();
        if (pending.Count > 0)
        {
            MigrateUp(runner);
        }

        return pending;
    }

    private void MigrateUp(IMigrationRunner runner)
    {
        try
        {
            runner.MigrateUp();
        }
        catch (Exception failure) when (dialect.ExplainMigration(failure) is { } sentence)
        {
            throw new SchemaRefusedException(sentence);
        }
    }

    private static IEnumerable<KeyValuePair<long, IMigrationInfo>> LoadMigrations(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<IMigrationInformationLoader>().LoadMigrations();
        }
        catch (MissingMigrationsException)
        {
            return [];    // none in this phase
        }
    }

    private void RefuseNewer(string module, IReadOnlyList<long> applied)
    {
        var ours = VersionsIn([.. known.Assemblies.Union(schemas.Select(schema => schema.Migrations))], tag: null);
        var newest = applied.Where(version => !ours.Contains(version)).DefaultIfEmpty().Max();
        if (newest != 0)
        {
            throw new SchemaRefusedException(
                $"The database {dialect.DatabaseKey(module)} was changed by a newer version of GigGatek (schema {newest}). Start that version, or restore a backup made before the upgrade.");
        }
    }

    /// <param name="tag">Only those of this phase; null: all.</param>
    private static HashSet<long> VersionsIn(IEnumerable<Assembly> assemblies, string? tag) =>
        [.. assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => tag is null || type.GetCustomAttributes<FluentMigrator.TagsAttribute>().Any(tags => tags.TagNames.Contains(tag)))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Version).OfType<long>()];

    private ServiceProvider BuildRunner(string module, Assembly[] assemblies, string phase) =>
        new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner =>
            {
                dialect.ConfigureMigrations(runner, module);
                runner.ScanIn(assemblies).For.Migrations();
            })
            .Configure<RunnerOptions>(options =>
            {
                options.Tags = [phase];
                options.IncludeUntaggedMigrations = false;
            })
            .AddScoped<IVersionTableMetaData, SchemaVersions>()
            .BuildServiceProvider();

    /// <summary>The one history.</summary>
    private sealed class SchemaVersions : IVersionTableMetaData
    {
        public bool OwnsSchema => true;
        public string SchemaName => "";
        public string TableName => "schema_versions";
        public string ColumnName => "version";
        public string DescriptionColumnName => "description";
        public string AppliedOnColumnName => "applied_on";
        public string UniqueIndexName => "ux_schema_versions";
        public bool CreateWithPrimaryKey => false;
    }
}
