using GigGatek.Notifications;
using GigGatek.Notifications.Queue;
using GigGatek.Platform.Data;
using GigGatek.Tests.Integration.Notifications;
using LinqToDB;
using LinqToDB.Async;
using MySqlConnector;

namespace GigGatek.Tests.Integration.Servers;

/// <summary>What becomes of a unit of work whose connection dies, or whose locks cross those of another.</summary>
[Trait("Engine", "server")]
public sealed class CommitTests : IAsyncLifetime
{
    private readonly MailShop _shop = new();
    private readonly CuttingProxy _proxy = new(new MySqlConnectionStringBuilder(TestDatabase.Server));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Sessions<NotificationsDb> Sessions => _shop.Get<Sessions<NotificationsDb>>();

    public async ValueTask InitializeAsync()
    {
        _shop.Settings["Database:ConnectionString"] = _proxy.Leads(TestDatabase.In(_shop.Folder).Settings()["Database:ConnectionString"]!);
        await _shop.Start(works: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_dies_before_the_commit_makes_the_work_run_again()
    {
        var runs = 0;
        await Sessions.WriteAsync(
            async db =>
            {
                await db.InsertAsync(Mail(++runs), token: Ct);
                if (runs == 1)
                {
                    _proxy.CutAll();
                }

                await db.InsertAsync(Mail(runs + 10), token: Ct);
            },
            Ct);
        runs.ShouldBe(2);
        (await Ids()).ShouldBe([2, 12]);
    }

    [Fact]
    public async Task A_connection_that_dies_while_committing_says_that_nobody_knows_and_nothing_runs_again()
    {
        var runs = 0;
        await Should.ThrowAsync<CommitUnknownException>(() => Sessions.WriteAsync(
            async db =>
            {
                await db.InsertAsync(Mail(++runs), token: Ct);
                _proxy.CutAfter("commit");
            },
            Ct));
        runs.ShouldBe(1);
        await TestShop.Until(async () => (await Ids()).SequenceEqual([1L]), "the commit that the server got");
    }

    [Fact]
    public async Task Work_that_may_be_repeated_runs_again_and_finds_what_it_has_done()
    {
        var runs = 0;
        var isNew = await Sessions.RepeatAsync(
            async db =>
            {
                if (await db.Mails.AnyAsync(mail => mail.Id == 1, Ct))
                {
                    return false;
                }

                await db.InsertAsync(Mail(1), token: Ct);
                if (++runs == 1)
                {
                    _proxy.CutAfter("commit");
                }

                return true;
            },
            Ct);
        runs.ShouldBe(1);
        isNew.ShouldBeFalse("the second run found the row of the first");
        (await Ids()).ShouldBe([1L]);
    }

    [Fact]
    public async Task Two_that_wait_for_each_other_in_a_circle_both_end_well()
    {
        await Sessions.WriteAsync(db => db.InsertAsync(Mail(1), token: Ct), Ct);
        await Sessions.WriteAsync(db => db.InsertAsync(Mail(2), token: Ct), Ct);
        using var bothHoldOne = new Barrier(2);
        var runs = 0;
        await Task.WhenAll(Task.Run(() => Swap(1, 2), Ct), Task.Run(() => Swap(2, 1), Ct));
        runs.ShouldBeGreaterThan(2);
        await using var read = Sessions.Read();
        (await read.Mails.OrderBy(mail => mail.Id).Select(mail => mail.Attempts).ToListAsync(Ct)).ShouldBe([2, 2]);

        Task Swap(long first, long second) => Sessions.WriteAsync(
            async db =>
            {
                await Count(db, first);
                if (Interlocked.Increment(ref runs) <= 2)
                {
                    bothHoldOne.SignalAndWait(Ct);
                }

                await Count(db, second);
            },
            Ct);

        Task<int> Count(NotificationsDb db, long id) =>
            db.Mails.Where(mail => mail.Id == id).Set(mail => mail.Attempts, mail => mail.Attempts + 1).UpdateAsync(Ct);
    }

    private static MailRow Mail(int id) => new() { Id = id, DedupeKey = $"mail-{id}", State = MailState.Pending, QueuedAt = DateTimeOffset.UnixEpoch, DueAt = DateTimeOffset.UnixEpoch };

    private async Task<List<long>> Ids()
    {
        await using var db = Sessions.Read();
        return await db.Mails.OrderBy(mail => mail.Id).Select(mail => mail.Id).ToListAsync(Ct);
    }
}
