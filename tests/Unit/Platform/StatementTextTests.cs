using GigGatek.Platform.Events;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Metrics;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>The text of a statement is written once, whatever values come with it: writing it costs several times what running it does.</summary>
public sealed class StatementTextTests : IAsyncLifetime
{
    private static readonly AsyncLocal<Writings?> Written = new();

    private readonly TemporaryFolder _folder = new();
    private readonly DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private NotesProcess _process = null!;

    static StatementTextTests() => ActivityService.AddFactory(activity =>
    {
        if (activity == ActivityID.BuildSql && Written.Value is { } written)
        {
            Interlocked.Increment(ref written.Count);
        }

        return null;
    });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _process = new NotesProcess(_folder.Path, TimeProvider.System);
        _process.Migrator.Migrate();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_list_by_a_text_is_written_once() =>
        await ShouldBeWrittenOnce((db, text) => db.Outbox.Where(row => row.Type == text).ToListAsync(Ct));

    [Fact]
    public async Task The_first_row_is_written_once() =>
        await ShouldBeWrittenOnce((db, text) => db.Outbox.Where(row => row.Type == text).FirstOrDefaultAsync(Ct));

    [Fact]
    public async Task A_change_to_a_text_or_to_nothing_is_written_once() =>
        await ShouldBeWrittenOnce((db, text) =>
        {
            string? by = text.EndsWith('2') ? null : text;
            return db.Outbox.Where(row => row.Id == 1).Set(row => row.ClaimedBy, by).Set(row => row.Payload, text).UpdateAsync(Ct);
        });

    [Fact]
    public async Task A_new_row_with_and_without_a_text_is_written_once() =>
        await ShouldBeWrittenOnce((db, text) =>
        {
            var id = _process.Ids.Next();
            var by = text.EndsWith('2') ? null : text;
            return db.Outbox.InsertAsync(() => new OutboxRow { Id = id, Type = text, Payload = "{}", OccurredAt = _now, DueAt = _now, ClaimedBy = by }, Ct);
        });

    [Fact]
    public async Task Nothing_equals_what_is_not_there_unless_the_question_says_so()
    {
        await _process.Sessions.WriteAsync(
            db => db.Outbox.InsertAsync(() => new OutboxRow { Id = 1, Type = "a", Payload = "{}", OccurredAt = _now, DueAt = _now }, Ct), Ct);
        await using var db = _process.Sessions.Read();
        string? nobody = null;

        (await db.Outbox.CountAsync(row => row.ClaimedBy == nobody, Ct)).ShouldBe(0);
        (await db.Outbox.CountAsync(row => row.ClaimedBy == null, Ct)).ShouldBe(1);
        (await db.Outbox.CountAsync(row => row.ClaimedBy.IsNotDistinctFrom(nobody), Ct)).ShouldBe(1);
    }

    private async Task ShouldBeWrittenOnce(Func<NotesDb, string, Task> statement)
    {
        var written = new Writings();
        for (var turn = 0; turn < 5; turn++)
        {
            Written.Value = written;
            await _process.Sessions.WriteAsync(db => statement(db, $"text {turn}"), Ct);
            Written.Value = null;
        }

        written.Count.ShouldBe(1);
    }

    private sealed class Writings
    {
        public int Count;
    }
}
