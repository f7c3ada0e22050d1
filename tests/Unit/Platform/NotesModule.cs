using FluentMigrator;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;
using LinqToDB;
using LinqToDB.Mapping;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>The smallest module: one table, an outbox, an inbox. For tests of what modules stand on.</summary>
internal sealed class NotesDb(DataOptions options) : ModuleDb(options, "notes")
{
    public ITable<NoteRow> Notes => this.GetTable<NoteRow>();
}

[Table("notes_notes")]
internal sealed class NoteRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("at")] public DateTimeOffset At { get; init; }
    [Column("mood")] public Mood Mood { get; init; }
}

internal enum Mood { Calm, Exact }

[Migration(2026_01_01_0001, "Notes"), Expand]
public sealed class CreateNotes : FluentMigrator.ForwardOnlyMigration
{
    public override void Up()
    {
        this.CreateOutboxAndInbox("notes");
        Create.Table("notes_notes").WithColumn("id").AsInt64().PrimaryKey().WithColumn("at").AsInt64().NotNullable().WithColumn("mood").AsString(20).NotNullable();
    }
}

/// <summary>A process with that module: services, and background work that runs while it is started.</summary>
internal sealed class NotesProcess : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    public NotesProcess(string folder, TimeProvider clock, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Database:Directory", folder)]).Build();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton(clock).AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddPlatform(configuration);
        services.AddModuleDb("notes", options => new NotesDb(options));
        services.AddSingleton(new KnownMigrations([typeof(NotesDb).Assembly]));
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public Sessions<NotesDb> Sessions => _services.GetRequiredService<Sessions<NotesDb>>();

    public Ids Ids => _services.GetRequiredService<Ids>();

    public SchemaMigrator Migrator => _services.GetRequiredService<SchemaMigrator>();

    public async Task StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
            _running.Add(service);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _running)
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("giggatek-unit-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
