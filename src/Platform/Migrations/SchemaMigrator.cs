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

    private List<string> MigrateDatabase(string module, Assembly[] assemblies, string phase)
    {
        var folder = Path.GetDirectoryName(dialect.DatabaseKey(module));
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }

        using var turn = dialect.TryLockMigrations(module)
            ?? throw new SchemaRefusedException("Another process is changing this database's schema. Wait for it to end, then start again.");
        using var services = BuildRunner(module, assemblies, phase);
        using var scope = services.CreateScope();
        var runner = scope.ServiceProvider.GetRequiredService<IMigrationRunner>();
        var inPhase = LoadMigrations(scope.ServiceProvider);
        var versions = scope.ServiceProvider.GetRequiredService<IVersionLoader>();
        RefuseNewer(module, versions);

        var pending = inPhase.Where(migration => !versions.VersionInfo.HasAppliedMigration(migration.Key))
            .Select(migration => $"{migration.Key} {migration.Value.Description}").ToList();
        if (pending.Count > 0)
        {
            runner.MigrateUp();
        }

        return pending;
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

    private void RefuseNewer(string module, IVersionLoader versions)
    {
        var ours = known.Assemblies.Union(schemas.Select(schema => schema.Migrations)).SelectMany(assembly => assembly.GetTypes())
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Version).OfType<long>().ToHashSet();
        var newest = versions.VersionInfo.AppliedMigrations().Where(version => !ours.Contains(version)).DefaultIfEmpty().Max();
        if (newest != 0)
        {
            throw new SchemaRefusedException(
                $"The database {dialect.DatabaseKey(module)} was changed by a newer version of GigGatek (schema {newest}). Start that version, or restore a backup made before the upgrade.");
        }
    }

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
