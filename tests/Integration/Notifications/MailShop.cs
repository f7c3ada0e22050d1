using System.Collections.Concurrent;
using GigGatek.Composition;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Notifications;
using GigGatek.Notifications.Queue;
using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Integration.Notifications;

/// <summary>
/// The notifications module in real processes of the program, with its own database, a mail server and a clock that can be
/// moved. The modules that it asks are stood in for.
/// </summary>
public sealed class MailShop : IAsyncLifetime
{
    private readonly List<WebApplication> _processes = [];
    private readonly HashSet<WebApplication> _working = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("giggatek-mail-").FullName;

    public TestClock Clock { get; } = new();

    internal FakeMailServer Server { get; set; } = new();

    internal KnownThings Known { get; } = new();

    /// <summary>Overrides of configuration; set them before a start.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>All that the processes have logged.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.ToArray())
        {
            await Stop(process);
        }

        await Server.DisposeAsync();
        TestDatabase.DropIn(Folder);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Starts a process, one of several on the same database.</summary>
    internal async Task<WebApplication> Start(Action<IServiceCollection>? more = null, bool works = true)
    {
        var app = ShopHost.Build(new ShopStart("http://127.0.0.1:0", "", CurrentSettings()), builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton(Known);
            builder.Services.AddContract<IOrders, StandInOrders>().AddContract<IOrdersAdmin, StandInOrdersAdmin>().AddContract<IAccounts, StandInAccounts>();
            new NotificationsModule().AddServices(builder.Services, builder.Configuration);
            builder.Services.AddSingleton(new KnownMigrations([typeof(NotificationsModule).Assembly]));
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(new Diary(Log));
            more?.Invoke(builder.Services);
        });
        _processes.Add(app);
        app.Services.GetRequiredService<SchemaMigrator>().Migrate();
        if (works)
        {
            await app.StartAsync(Ct);
            _working.Add(app);
        }

        return app;
    }

    internal async Task Stop(WebApplication process)
    {
        if (_working.Remove(process))
        {
            await process.StopAsync(CancellationToken.None);
        }

        if (_processes.Remove(process))
        {
            await process.DisposeAsync();
        }
    }

    public T Get<T>()
        where T : notnull => _processes[0].Services.GetRequiredService<T>();

    internal Task Announce(params IEvent[] news) =>
        Get<Sessions<NotificationsDb>>().WriteAsync(
            async db =>
            {
                foreach (var happened in news)
                {
                    await db.PublishAsync(happened, Ct);
                }
            },
            Ct);

    internal Task IsPaid(long orderId) =>
        Announce(new OrderPaid(orderId, new Money(199_98, "USD"), Money.Zero("USD"), Money.Zero("USD"), new Money(199_98, "USD"), DateTimeOffset.UnixEpoch));

    internal async Task<MailRow?> FindMail(long subjectId)
    {
        await using var db = Get<Sessions<NotificationsDb>>().Read();
        return await db.Mails.OrderBy(mail => mail.Id).FirstOrDefaultAsync(mail => mail.SubjectId == subjectId, Ct);
    }

    internal async Task<int> CountMails(long subjectId)
    {
        await using var db = Get<Sessions<NotificationsDb>>().Read();
        return await db.Mails.CountAsync(mail => mail.SubjectId == subjectId, Ct);
    }

    internal async Task<MailRow> WaitsFor(long subjectId, Func<MailRow, bool> isSo, string what)
    {
        MailRow? mail = null;
        await TestShop.Until(async () => (mail = await FindMail(subjectId)) is not null && isSo(mail), $"the mail about {subjectId} to be {what}");
        return mail!;
    }

    internal Task<MailRow> WaitsUntilSent(long subjectId) => WaitsFor(subjectId, mail => mail.State == MailState.Sent, "sent");

    /// <summary>Past the shop, to do damage.</summary>
    internal Task Damage(Func<NotificationsDb, Task> how) => Get<Sessions<NotificationsDb>>().WriteAsync(how, Ct);

    public async Task<IReadOnlyList<string>> Findings()
    {
        var invariant = _processes[0].Services.GetServices<IInvariant>().Single(found => found.GetType().Assembly == typeof(NotificationsModule).Assembly);
        return (await invariant.CheckAsync(Ct)).Findings;
    }

    private Dictionary<string, string?> CurrentSettings()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Database:Directory"] = Folder,
            ["Shop:PublicUrl"] = "https://shop.example",
            ["Shop:Development"] = "true",
            ["Contracts:ThroughSerializer"] = "true",
            ["Jobs:PauseAtMost"] = "00:00:00.05",
            ["Notifications:Delivery"] = "smtp",
            ["Notifications:Smtp:Host"] = "localhost",
            ["Notifications:Smtp:Port"] = $"{Server.Port}",
            ["Notifications:Smtp:Security"] = "None",
            ["Notifications:TimeoutSeconds"] = "10",
        };
        foreach (var (key, value) in TestDatabase.In(Folder).Settings().Concat(Settings))
        {
            settings[key] = value;
        }

        return settings;
    }

    /// <summary>Keeps every line with its exception, as a log file would.</summary>
    private sealed class Diary(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
