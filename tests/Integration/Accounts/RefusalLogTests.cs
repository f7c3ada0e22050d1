using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>Who was refused, for whoever looks into it afterwards.</summary>
public sealed class RefusalLogTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TestShop _shop;

    public RefusalLogTests() => _shop = new TestShop
    {
        More = builder => builder.Logging.AddFilter("GigGatek.Storefront.SignIn", LogLevel.Information).AddProvider(new Listener(_log)),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_page_that_somebody_may_not_open_is_logged_by_account_and_route()
    {
        var (userId, browser) = await _shop.HasCustomer("ann@example.com");

        using var answer = await browser.GetAsync("/admin/orders/4711", Ct);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var line = _log.Single(entry => entry.StartsWith($"Account {userId} was refused", StringComparison.Ordinal));
        line.ShouldContain("/admin/orders/{id:long}");
        line.ShouldNotContain("4711", Case.Sensitive, "an address may be a secret");
    }

    [Fact]
    public async Task What_one_may_open_is_not()
    {
        var (_, browser) = await _shop.HasStaff("Orders desk");

        using var answer = await browser.GetAsync("/admin/orders", Ct);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _log.ShouldNotContain(entry => entry.Contains("was refused", StringComparison.Ordinal));
    }

    private sealed class Listener(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
