using GigGatek.Operations;
using GigGatek.Operations.Deploy.Journals;
using GigGatek.Tests.Unit.Platform;

namespace GigGatek.Tests.Unit.Operations.Deploy;

public sealed class JournalTests : IDisposable
{
    private static readonly JournalEntry Begun = new(1, DateTimeOffset.UnixEpoch, JournalEvent.Begun, "0.2.0", "green", "0.1.0", "blue", "BlueGreen", null, "first try");

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "journal.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_added_is_read_in_its_order()
    {
        var journal = new ReleaseJournal(File);
        journal.Read().ShouldBeEmpty();
        var step = Begun with { Event = JournalEvent.Step, Step = "check", Why = null };
        journal.Add(Begun);
        journal.Add(step);
        new ReleaseJournal(File).Read().ShouldBe([Begun, step]);
    }

    [Fact]
    public void A_line_that_was_torn_does_not_count_and_the_next_one_takes_its_place()
    {
        var journal = new ReleaseJournal(File);
        journal.Add(Begun);
        System.IO.File.AppendAllText(File, "{\"release\":2,\"ev");
        journal.Read().ShouldBe([Begun]);
        journal.Add(Begun with { Release = 2 });
        journal.Read().ShouldBe([Begun, Begun with { Release = 2 }]);
    }

    [Fact]
    public void A_release_without_an_end_is_unfinished()
    {
        var journal = new ReleaseJournal(File);
        journal.FindUnfinished().ShouldBeNull();
        journal.Add(Begun);
        journal.FindUnfinished().ShouldBe(Begun);
        journal.Add(Begun with { Event = JournalEvent.Returned, Why = "too slow" });
        journal.FindUnfinished().ShouldBeNull();
    }

    [Fact]
    public void One_at_a_time_changes_an_environment()
    {
        using (ReleaseLock.Take(_folder.Path, "deploy of 0.2.0", DateTimeOffset.UnixEpoch))
        {
            Should.Throw<OperationRefusedException>(() => ReleaseLock.Take(_folder.Path, "rollback", DateTimeOffset.UnixEpoch)).Message.ShouldContain("deploy of 0.2.0");
        }

        ReleaseLock.Take(_folder.Path, "rollback", DateTimeOffset.UnixEpoch).Dispose();
    }
}
