using System.Reflection;
using FluentMigrator;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Exceptions;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.VersionTableInfo;
using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations.Backfills;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Migrations;

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
public sealed class SchemaMigrator(
    IEnumerable<ModuleSchema> schemas, KnownMigrations known, ISqlDialect dialect, BackfillGate gate, IOptions<DatabaseOptions> options)
{
    private const string Contract = "contract";

    private HashSet<long>? _ours;

    /// <summary>Applies what is pending.</summary>
    /// <exception cref="SchemaRefusedException">The database is newer, damaged, being migrated by another process, or in use for too long.</exception>
    public MigrationReport Migrate(MigrationWish? wish = null)
    {
        var applied = new List<string>();
        foreach (var (module, assemblies) in Databases())
        {
            using var turn = dialect.TryLockMigrations(module)
                ?? throw new SchemaRefusedException("Another process is changing this database's schema. Wait for it to end, then start again.");
            OrExplain(() => dialect.PrepareForMigrations(module));
            NoteWhatIsNew(module, assemblies);
            applied.AddRange(Run(module, assemblies, wish ?? new MigrationWish(), onlyPlan: false).Select(migration => $"{migration.Version} {migration.Description}"));
        }

        return new MigrationReport(applied);
    }

    /// <summary>What <see cref="Migrate"/> would do, statement by statement. Changes nothing.</summary>
    /// <exception cref="SchemaRefusedException">The database is newer or damaged.</exception>
    public IReadOnlyList<SchemaPlan> Plan(MigrationWish wish) =>
        [.. Databases().Select(database => new SchemaPlan(dialect.DatabaseKey(database.Module), Run(database.Module, database.Assemblies, wish, onlyPlan: true)))];

    /// <summary>Every migration of the composed modules, in the order of their versions.</summary>
    public IReadOnlyList<DeclaredMigration> Declared => DeclaredMigration.In(schemas.Select(schema => schema.Migrations));

    /// <summary>How each database stands to this program, as far as it can be told. Changes nothing, refuses none.</summary>
    public IReadOnlyList<SchemaStanding> Look() =>
        [.. schemas.GroupBy(schema => dialect.DatabaseKey(schema.Module)).Select(database => Look(database.Key, database.First().Module, [.. database.Select(schema => schema.Migrations).Distinct()]))];

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
            RefuseNewer(module, applied, acceptExpanded: true);
            var missing = VersionsIn(database.Select(schema => schema.Migrations).Distinct(), "expand").Except(applied).Count();
            if (missing > 0)
            {
                throw new SchemaRefusedException(
                    $"The database {database.Key} waits for {missing} schema changes. Apply them with giggatek migrate, then start again.");
            }
        }
    }

    /// <summary>While it serves: the schema change by which a newer release has taken from a database what this one may read, or has begun to. One statement a database; null: there is none.</summary>
    public async Task<long?> FindContractAsync(CancellationToken ct)
    {
        foreach (var database in schemas.GroupBy(schema => dialect.DatabaseKey(schema.Module)))
        {
            await using var connection = new DataConnection(dialect.OptionsFor(database.First().Module, readOnly: true));
            if (FindNewest(await connection.QueryToListAsync<long>(ContractNotes.Versions, ct)) is { } newest)
            {
                return newest;
            }
        }

        return null;
    }

    private SchemaStanding Look(string database, string module, Assembly[] assemblies)
    {
        if (dialect.FindFault(module) is { } fault)
        {
            return new SchemaStanding(database, fault, null, 0);
        }

        var applied = dialect.ListVersions(module);
        return new SchemaStanding(database, null, applied.Count == 0 ? null : applied.Max(), VersionsIn(assemblies, "expand").Except(applied).Count());
    }

    /// <summary>Each database once, by one of its modules, with the migrations of all of them. Refuses those that must not be touched.</summary>
    private IEnumerable<(string Module, Assembly[] Assemblies)> Databases()
    {
        foreach (var database in schemas.GroupBy(schema => dialect.DatabaseKey(schema.Module)))
        {
            var module = database.First().Module;
            if (dialect.FindFault(module) is { } fault)
            {
                throw new SchemaRefusedException(fault);
            }

            RefuseNewer(module, dialect.ListVersions(module), options.Value.AcceptExpanded);
            yield return (module, [.. database.Select(schema => schema.Migrations).Distinct()]);
        }
    }

    private List<PlannedMigration> Run(string module, Assembly[] assemblies, MigrationWish wish, bool onlyPlan)
    {
        var statements = new MigrationStatements(onlyPlan, wish.Timeout ?? MigrationWish.UsualTimeout);
        using var services = BuildRunner(module, assemblies, wish.Phase, statements);
        using var scope = services.CreateScope();
        var runner = (MigrationRunner)scope.ServiceProvider.GetRequiredService<IMigrationRunner>();
        var applied = dialect.ListVersions(module).ToHashSet();
        var pending = LoadMigrations(scope.ServiceProvider).Where(migration => !applied.Contains(migration.Key) && migration.Key <= (wish.To ?? long.MaxValue));
        var done = new List<PlannedMigration>();
        foreach (var (version, migration) in pending.OrderBy(migration => migration.Key))
        {
            if (wish.Phase == Contract && !onlyPlan)
            {
                BeginContract(module, assemblies, migration.Migration.GetType(), version);
            }

            if (done.Count == 0)
            {
                done.AddRange(MakeHistory(module, runner, statements));
            }

            statements.Begin(version);
            OrExplain(() => runner.ApplyMigrationUp(migration, useTransaction: true));
            IEnumerable<PlannedStatement> note = wish.Phase == Contract && onlyPlan ? [new PlannedStatement(ContractNotes.Note(version), IsRaw: false)] : [];
            done.Add(new PlannedMigration(version, migration.Description, [.. note, .. statements.Planned]));
        }

        return done;
    }

    /// <summary>A new database has no rows that a contract step would have to wait for, also when the backfill is gone from the code.</summary>
    private void NoteWhatIsNew(string module, Assembly[] assemblies)
    {
        if (dialect.ListVersions(module).Count == 0)
        {
            var names = DeclaredMigration.In(assemblies).SelectMany(migration => migration.Backfills).Distinct().Except(dialect.ListFinishedBackfills(module));
            dialect.NoteMigrations(module, names.Select(BackfillRow.NoteOfNothing));
        }
    }

    /// <summary>Noted before it begins: whoever dies in it leaves a database that older releases leave alone.</summary>
    private void BeginContract(string module, Assembly[] assemblies, Type migration, long version)
    {
        if (VersionsIn(assemblies, "expand").Except(dialect.ListVersions(module)).Any(expand => expand < version))
        {
            throw new SchemaRefusedException(FormattableString.Invariant($"Schema change {version} must wait: earlier ones of the phase expand are pending. Apply them with giggatek migrate, then start again."));
        }

        if (gate.WhyNot(migration, dialect.ListFinishedBackfills(module)) is { } refusal)
        {
            throw new SchemaRefusedException(FormattableString.Invariant($"Schema change {version} must wait: {refusal}"));
        }

        if (!dialect.ListContracts(module).Contains(version))
        {
            dialect.NoteMigrations(module, [ContractNotes.Note(version)]);
        }
    }

    /// <summary>The table of the history, where there is none yet.</summary>
    private IEnumerable<PlannedMigration> MakeHistory(string module, MigrationRunner runner, MigrationStatements statements)
    {
        runner.LoadVersionInfoIfRequired();
        return statements.Planned.Count == 0 ? [] : [new PlannedMigration(0, "The history of schema changes", [.. dialect.ListPreparations(module).Select(sql => new PlannedStatement(sql, IsRaw: false)), .. statements.Planned])];
    }

    private void OrExplain(Action change)
    {
        try
        {
            change();
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

    /// <summary>A previous release runs beside the next one, and after a rollback: on a schema that was only added to.</summary>
    private void RefuseNewer(string module, IReadOnlyList<long> applied, bool acceptExpanded)
    {
        if (FindNewest(acceptExpanded ? dialect.ListContracts(module) : applied) is { } newest)
        {
            throw new SchemaRefusedException(
                $"The database {dialect.DatabaseKey(module)} was changed by a newer version of GigGatek (schema {newest}). Start that version, or restore a backup made before the upgrade.");
        }
    }

    /// <summary>Of those that this program does not know.</summary>
    private long? FindNewest(IEnumerable<long> versions)
    {
        _ours ??= VersionsIn([.. known.Assemblies.Union(schemas.Select(schema => schema.Migrations))], tag: null);
        return versions.Where(version => !_ours.Contains(version)).Select(version => (long?)version).Max();
    }

    /// <param name="tag">Only those of this phase; null: all.</param>
    private static HashSet<long> VersionsIn(IEnumerable<Assembly> assemblies, string? tag) =>
        [.. assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => tag is null || type.GetCustomAttributes<FluentMigrator.TagsAttribute>().Any(tags => tags.TagNames.Contains(tag)))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Version).OfType<long>()];

    private ServiceProvider BuildRunner(string module, Assembly[] assemblies, string phase, MigrationStatements statements) =>
        new ServiceCollection()
            .AddFluentMigratorCore()
            .AddSingleton(statements)
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
