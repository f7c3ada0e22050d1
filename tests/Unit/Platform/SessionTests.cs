using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Data.Sqlite;

namespace GigGatek.Tests.Unit.Platform;

public sealed class SessionTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private NotesProcess _process = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _process = new NotesProcess(_folder.Path, TimeProvider.System);
        _process.Migrator.Migrate().Applied.Count.ShouldBe(2, "the notes and the data keys");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_read_session_cannot_write()
    {
        await using var db = _process.Sessions.Read();
        await Should.ThrowAsync<SqliteException>(() => db.Notes.DeleteAsync(Ct));
    }

    [Fact]
    public async Task A_unit_of_work_that_throws_leaves_nothing()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _process.Sessions.WriteAsync(
            async db =>
            {
                await AddAsync(db);
                throw new InvalidOperationException("crash");
            },
            Ct));
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Many_writers_wait_for_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _process.Sessions.WriteAsync(db => AddAsync(db), Ct)));
        (await CountAsync()).ShouldBe(50);
    }

    [Fact]
    public async Task Instants_and_states_come_back_as_they_were_written()
    {
        var at = new DateTimeOffset(2026, 3, 29, 1, 30, 0, 123, TimeSpan.Zero);
        await _process.Sessions.WriteAsync(db => db.Notes.InsertAsync(() => new NoteRow { Id = 1, At = at, Mood = Mood.Exact }, Ct), Ct);
        await using var db = _process.Sessions.Read();
        var note = await db.Notes.SingleAsync(row => row.At == at && row.Mood == Mood.Exact, Ct);
        note.At.ShouldBe(at);
    }

    [Fact]
    public async Task Statements_are_counted_through_every_await()
    {
        var counter = StatementCounter.Begin();
        await _process.Sessions.WriteAsync(db => AddAsync(db), Ct);
        await CountAsync();
        counter.Count.ShouldBe(2);
    }

    [Fact]
    public void A_second_migration_run_changes_nothing() => _process.Migrator.Migrate().Applied.ShouldBeEmpty();

    [Fact]
    public void A_second_runner_is_refused_while_one_is_at_work()
    {
        using var other = File.Open(Path.Combine(_folder.Path, "giggatek.db.migrating"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        Should.Throw<SchemaRefusedException>(() => _process.Migrator.Migrate()).Message.ShouldContain("Another process");
    }

    private Task AddAsync(NotesDb db) =>
        db.Notes.InsertAsync(() => new NoteRow { Id = _process.Ids.Next(), At = TimeProvider.System.GetUtcNow(), Mood = Mood.Calm }, Ct);

    private async Task<int> CountAsync()
    {
        await using var db = _process.Sessions.Read();
        return await db.Notes.CountAsync(Ct);
    }
}
