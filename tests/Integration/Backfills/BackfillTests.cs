using GigGatek.Platform.Migrations;
using GigGatek.Platform.Migrations.Backfills;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GigGatek.Tests.Integration.Backfills;

/// <summary>Filling rows in chunks beside the running shop, and what waits for it.</summary>
[Trait("Schema", "own")]
public sealed class BackfillTests : IAsyncLifetime
{
    private const int Rows = 250;

    private readonly string _folder = Directory.CreateTempSubdirectory("giggatek-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestDatabase Database => TestDatabase.In(_folder);

    public ValueTask InitializeAsync()
    {
        using var host = ProbeModule.Build(_folder);
        host.Services.GetRequiredService<SchemaMigrator>().Migrate();
        Database.Execute("INSERT INTO probe_things (id, price) VALUES " + string.Join(", ", Enumerable.Range(1, Rows).Select(row => $"({row * 10}, {row})")));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        TestDatabase.DropIn(_folder);
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Two_processes_at_once_fill_each_row_once()
    {
        using var one = ProbeModule.Build(_folder);
        using var other = ProbeModule.Build(_folder);
        await Task.WhenAll(one.StartAsync(Ct), other.StartAsync(Ct));

        await Finished();

        Database.Count("probe_things WHERE doubled = price * 2 AND times = 1").ShouldBe(Rows);
        (await Backfill(one).FindStateAsync(Ct)).ShouldBe(new BackfillState(Rows, IsFinished: true));
        await Task.WhenAll(one.StopAsync(Ct), other.StopAsync(Ct));
    }

    [Fact]
    public async Task A_replica_that_lags_is_waited_for()
    {
        var lag = new Lag { Behind = TimeSpan.FromMinutes(1) };
        using var host = ProbeModule.Build(_folder, lag);
        await host.StartAsync(Ct);
        await TestShop.Until(() => Task.FromResult(lag.Asked > 2), "looks at the replica");
        Database.Count("probe_things WHERE doubled IS NOT NULL").ShouldBe(0);

        lag.Behind = TimeSpan.FromSeconds(1);
        await Finished();

        Database.Count("probe_things WHERE times = 1").ShouldBe(Rows);
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task A_contract_step_waits_until_no_row_is_left_not_even_one_that_came_late()
    {
        using (var host = ProbeModule.Build(_folder))
        {
            Refused(host).ShouldContain("Schema change 200101010002 must wait: the backfill probe-double has rows left.");
            await host.StartAsync(Ct);
            await Finished();
            await host.StopAsync(Ct);

            Database.Execute("INSERT INTO probe_things (id, price) VALUES (5, 50)");    // by the release before, behind the position
            Refused(host).ShouldContain("has rows left");
        }

        using var next = ProbeModule.Build(_folder);
        await next.StartAsync(Ct);
        await TestShop.Until(() => Task.FromResult(Database.Count("probe_things WHERE doubled IS NULL") == 0), "the late row");
        await next.StopAsync(Ct);

        Database.Count("schema_contracts").ShouldBe(0);
        next.Services.GetRequiredService<SchemaMigrator>().Migrate(new MigrationWish("contract")).Applied.ShouldBe(["200101010002 Things have no single price"]);
        Database.Count("schema_contracts").ShouldBe(1);
        Database.Count("probe_things WHERE times = 1").ShouldBe(Rows + 1);
    }

    [Fact]
    public async Task A_backfill_that_is_gone_from_the_code_must_have_come_to_its_end_here()
    {
        using var later = ProbeModule.Build(_folder, declares: false);
        Database.Execute("UPDATE schema_backfills SET finished_at = NULL");    // as before the rows were filled
        Refused(later).ShouldContain("the backfill probe-double never came to its end here");

        using (var host = ProbeModule.Build(_folder))
        {
            await host.StartAsync(Ct);
            await Finished();
            await host.StopAsync(Ct);
        }

        later.Services.GetRequiredService<SchemaMigrator>().Migrate(new MigrationWish("contract")).Applied.Count.ShouldBe(1);
    }

    [Fact]
    public void A_new_database_needs_no_backfill()
    {
        var folder = Directory.CreateTempSubdirectory("giggatek-test-").FullName;
        using (var host = ProbeModule.Build(folder, declares: false))
        {
            var migrator = host.Services.GetRequiredService<SchemaMigrator>();
            migrator.Migrate();
            migrator.Migrate(new MigrationWish("contract")).Applied.Count.ShouldBe(1);
        }

        TestDatabase.DropIn(folder);
        Directory.Delete(folder, recursive: true);
    }

    private static string Refused(IHost host) =>
        Should.Throw<SchemaRefusedException>(() => host.Services.GetRequiredService<SchemaMigrator>().Migrate(new MigrationWish("contract"))).Message;

    private static IBackfill Backfill(IHost host) => host.Services.GetRequiredService<IBackfill>();

    private Task Finished() => TestShop.Until(() => Task.FromResult(Database.Count("probe_things WHERE doubled IS NULL") == 0 && Database.Count("schema_backfills WHERE finished_at IS NOT NULL") == 1), "the backfill's end");

    private sealed class Lag : IReplicaLag
    {
        private int _asked;

        public TimeSpan Behind { get; set; }

        public int Asked => _asked;

        public ValueTask<TimeSpan> FindAsync(CancellationToken ct)
        {
            Interlocked.Increment(ref _asked);
            return ValueTask.FromResult(Behind);
        }
    }
}
