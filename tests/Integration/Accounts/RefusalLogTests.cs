using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>Who was refused, for whoever looks into it afterwards.</summary>
[Trait("Database", "any")]
public sealed class RefusalLogTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TestShop _shop;

    public RefusalLogTests() => _shop = new TestShop
    {
        More = builder => builder.Logging.AddFilter("GigGatek", LogLevel.Information).AddProvider(new Listener(_log)),
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

    [Fact]
    public async Task Leaving_and_new_passwords_are_logged_by_account()
    {
        var (userId, browser) = await _shop.HasCustomer("bob@example.com");
        using var wrong = await browser.Send("/account/password", ("currentPassword", "not his password"), ("newPassword", "seven paper lanterns"));
        using var changed = await browser.Send("/account/password", ("currentPassword", People.Password), ("newPassword", "seven paper lanterns"));
        using var left = await browser.Send("/account/sign-out");

        _log.ShouldContain($"A change of the password of account {userId} was refused");
        _log.ShouldContain($"Account {userId} changed its password; its other sessions have ended");
        _log.ShouldContain($"Account {userId} signed out");
        _log.ShouldNotContain(entry => entry.Contains("bob@", StringComparison.Ordinal) || entry.Contains("lanterns", StringComparison.Ordinal));
    }

    [DirectOnly("the gateway refuses a forged key before the shop hears of it (Operations/Gateway/CallerCheckTests)")]
    [Fact]
    public async Task Forged_keys_and_forms_of_other_sites_are_logged_by_route()
    {
        using var program = _shop.NewVisitor();
        program.DefaultRequestHeaders.Add("Authorization", "Bearer forged-by-mallory");
        using var refused = await program.GetAsync("/api/v1/orders/4711", Ct);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _log.Single(entry => entry.StartsWith("The API refused", StringComparison.Ordinal)).ShouldContain("/api/v1/orders/{number}");

        using var visitor = _shop.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/cart/add") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var foreign = await visitor.SendAsync(request, Ct);
        foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        _log.Single(entry => entry.StartsWith("A form that another site sent", StringComparison.Ordinal)).ShouldContain("/cart/add");
        _log.ShouldNotContain(entry => entry.Contains("4711", StringComparison.Ordinal) || entry.Contains("mallory", StringComparison.Ordinal));
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
