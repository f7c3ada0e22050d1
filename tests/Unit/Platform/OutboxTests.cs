using System.Collections.Concurrent;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Events;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Tests.Unit.Platform;

public sealed class OutboxTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Heard _heard = new();
    private readonly List<NotesProcess> _processes = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task An_event_arrives_after_its_commit()
    {
        var process = NewProcess();
        await process.StartAsync();
        await AnnounceAsync(process, 7);
        await UntilAsync(() => _heard.Orders.Contains(7));
    }

    [Fact]
    public async Task An_event_of_a_rolled_back_transaction_never_leaves()
    {
        var process = NewProcess();
        await Should.ThrowAsync<InvalidOperationException>(() => process.Sessions.WriteAsync(
            async db =>
            {
                await db.PublishAsync(new OrderExpired(8, DateTimeOffset.UnixEpoch), Ct);
                throw new InvalidOperationException("crash");
            },
            Ct));
        await process.StartAsync();
        await AnnounceAsync(process, 9);
        await UntilAsync(() => _heard.Orders.Contains(9));
        _heard.Orders.ShouldNotContain(8);
    }

    [Fact]
    public async Task An_event_written_before_a_crash_leaves_after_the_restart()
    {
        var crashed = NewProcess();
        await AnnounceAsync(crashed, 10);    // its dispatcher never ran
        await NewProcess().StartAsync();
        await UntilAsync(() => _heard.Orders.Contains(10));
    }

    [Fact]
    public async Task A_handler_that_fails_runs_again()
    {
        _heard.FailFirst = true;
        var process = NewProcess();
        await process.StartAsync();
        await AnnounceAsync(process, 11);
        await UntilAsync(() => _heard.Orders.Count(id => id == 11) == 2);
    }

    [Fact]
    public async Task Two_processes_on_one_outbox_hand_each_event_over_once()
    {
        var first = NewProcess();
        var second = NewProcess();
        await first.StartAsync();
        await second.StartAsync();
        for (var id = 100; id < 160; id++)
        {
            await AnnounceAsync(id % 2 == 0 ? first : second, id);
        }

        await UntilAsync(() => _heard.Orders.Distinct().Count() == 60);
        _heard.Orders.Count.ShouldBe(60);
    }

    [Fact]
    public async Task The_inbox_lets_a_handler_act_once()
    {
        var process = NewProcess();
        var context = new EventContext("ordering:1", DateTimeOffset.UnixEpoch);
        (await process.Sessions.WriteAsync(db => db.TryReceiveAsync(context, "mail", Ct), Ct)).ShouldBeTrue();
        (await process.Sessions.WriteAsync(db => db.TryReceiveAsync(context, "mail", Ct), Ct)).ShouldBeFalse();
        (await process.Sessions.WriteAsync(db => db.TryReceiveAsync(context, "stock", Ct), Ct)).ShouldBeTrue();
    }

    private NotesProcess NewProcess()
    {
        var process = new NotesProcess(_folder.Path, TimeProvider.System, services =>
        {
            services.AddSingleton(_heard);
            services.AddEventHandler<OrderExpired, Listener>();
        });
        process.Migrator.Migrate();
        _processes.Add(process);
        return process;
    }

    private static Task AnnounceAsync(NotesProcess process, long id) =>
        process.Sessions.WriteAsync(db => db.PublishAsync(new OrderExpired(id, DateTimeOffset.UnixEpoch), Ct), Ct);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var deadline = Environment.TickCount64 + 20_000;
        while (!isSo())
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue("waited 20 s for an event");
            await Task.Delay(20, Ct);
        }
    }

    internal sealed class Heard
    {
        public ConcurrentQueue<long> Orders { get; } = new();

        public bool FailFirst { get; set; }
    }

    internal sealed class Listener(Heard heard) : IEventHandler<OrderExpired>
    {
        public Task HandleAsync(OrderExpired happened, EventContext context, CancellationToken ct)
        {
            heard.Orders.Enqueue(happened.OrderId);
            if (heard.FailFirst && heard.Orders.Count == 1)
            {
                throw new InvalidOperationException("not yet");
            }

            return Task.CompletedTask;
        }
    }
}
