using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Payments;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Integration.Sealing;

/// <summary>A busy day with people whose names nobody else has; then every byte that the shop has stored or logged is searched for them.</summary>
public sealed partial class PlainTextTests : IAsyncLifetime
{
    private const string Name = "Ottoline Featherstonehaugh";
    private const string Email = "ottoline.featherstonehaugh@example.com";
    private const string Phone = "+1 503 555 7319";
    private const string Street = "4711 Unmistakable Crescent";
    private const string NewPassword = "winter lantern harbour";

    private readonly ConcurrentQueue<string> _log = new();
    private readonly Dictionary<string, string> _known = new()
    {
        ["name"] = Name, ["mail address"] = Email, ["phone"] = Phone, ["street"] = Street, ["password"] = People.Password, ["new password"] = NewPassword,
    };

    private readonly TestShop _shop;

    public PlainTextTests() => _shop = new TestShop
    {
        Settings = { ["Logging:LogLevel:Default"] = "Debug" },
        More = builder => builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new Listener(_log)),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Nothing_personal_and_no_secret_lies_in_Redis_as_it_is()
    {
        await using var redis = await RedisServer.StartAsync();
        _shop.Settings["Redis:Connection"] = redis.Connection;
        _known["the password of Redis"] = RedisServer.Password;
        await _shop.InitializeAsync();
        await TestShop.Until(async () => (await redis.KeysAsync("*beat*")).Count > 0, "Redis to be used");
        await LivesThroughADay();
        (await redis.KeysAsync("*value:accounts:signed-in:*")).ShouldNotBeEmpty();

        Search(new() { ["Redis"] = await redis.ReadEverythingAsync(), ["the log"] = string.Join('\n', _log) }).ShouldBeEmpty();
        await _shop.Stop();
    }

    [Fact]
    public async Task Nothing_personal_and_no_secret_is_stored_or_logged_as_it_is()
    {
        await _shop.InitializeAsync();
        using var beside = _shop.Database.Open();    // the last connection that is closed takes the write-ahead log with it, and other tests empty the pools
        using (var look = beside.CreateCommand())
        {
            look.CommandText = "SELECT COUNT(*) FROM ordering_orders";
            look.ExecuteScalar();
        }

        await LivesThroughADay();
        await TestShop.Until(async () => await _shop.Count("notifications_mails WHERE state = 'Sent'") >= 2 && await _shop.Count("notifications_mails WHERE state = 'Pending'") == 0, "mails to be sent, or dropped since they tell nothing new");

        // While it runs the newest rows are in the write-ahead log; after it they are in the database file.
        var running = Stored();
        running.Keys.ShouldContain(TestDatabase.IsServer ? "the database" : "giggatek.db-wal");
        Search(running).ShouldBeEmpty();
        Search(new() { ["the log"] = string.Join('\n', _log) }).ShouldBeEmpty();
        _log.Count.ShouldBeGreaterThan(10);
        await beside.CloseAsync();
        await _shop.Stop();
        Search(Stored()).ShouldBeEmpty();
    }

    [Fact]
    public void What_would_be_stored_as_it_is_would_be_found() =>
        Search(new() { ["a file"] = $"...{Email.ToUpperInvariant()}...", ["another"] = "nothing" }).ShouldBe(["mail address in a file"]);

    private async Task LivesThroughADay()
    {
        _known["the owner's one-time password"] = (await _shop.Get<IAccountsAdmin>().EnsureOwnerAsync(Ct)).ShouldNotBeNull().OneTimePassword;
        var userId = await _shop.Registers(Email, Name);
        _known["the token that confirms"] = TokenOf((await _shop.Get<IAccounts>().CreateConfirmationLinkAsync(userId, Ct)).ShouldNotBeNull());
        await _shop.Confirms(userId);
        using var browser = _shop.NewBrowser();
        await MakesAKey(userId);
        var phone = await HasASecondFactor();
        using (var wrong = await browser.SendSignIn(Email, "not the password"))
        {
        }

        using (var half = await browser.SendSignIn(Email))
        {
            _known["the half of a sign-in"] = Cookie(half, "gg_sign_in");
        }

        using (var signedIn = await browser.SendRecoveryCode(phone.Codes[0]))
        {
            _known["the session"] = Cookie(signedIn, "gg_session");
        }

        await Buys(browser);
        using (var asked = await browser.Send("/account/forgot", ("email", Email)))
        {
        }

        var reset = (await _shop.Get<IAccounts>().CreateResetLinkAsync(userId, Ct)).ShouldNotBeNull();
        _known["the token that resets"] = TokenOf(reset);
        using var renewed = await browser.FollowLink(reset.Path, "/account/reset", ("newPassword", NewPassword));
        renewed.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await renewed.Body());
    }

    private async Task MakesAKey(long userId)
    {
        var made = (await _shop.Get<IApiKeysAdmin>().CreateAsync(Shoppers.Owner, new CreateApiKey(userId, "Scanner", [ApiScopes.Shop], null), Ct)).Value.ShouldNotBeNull();
        (await _shop.Get<IApiKeys>().FindCallerAsync(made.Secret, Ct)).ShouldNotBeNull();
        _known["the API key"] = made.Secret;
        _known["the secret of the API key"] = made.Secret[16..];
    }

    private async Task<Phone> HasASecondFactor()
    {
        using var browser = await _shop.SignsIn(Email);
        var phone = await _shop.TurnsOnSecondFactor(browser);
        _known["the secret of the app"] = phone.Secret;
        foreach (var (n, code) in phone.Codes.Index())
        {
            _known[$"recovery code {n}"] = code;
            _known[$"recovery code {n}, as it is hashed"] = code.Replace("-", "", StringComparison.Ordinal);
        }

        return phone;
    }

    private async Task Buys(HttpClient browser)
    {
        var sku = await _shop.HasPart();
        using (var added = await browser.Send("/cart/add", ("sku", sku), ("quantity", "1")))
        {
            _known["the cart"] = Cookie(added, "gg_cart");
        }

        using var told = await browser.Send(
            "/checkout", ("email", Email), ("phone", Phone), ("name", Name), ("line1", Street), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"));
        using var chosen = await browser.Send("/checkout/shipping", ("shipping", "standard"));
        var quote = Quote().Match(await browser.Read("/checkout/review")).Groups[1].Value;
        _known["the quote"] = quote;
        using var placed = await browser.Send("/checkout/place", ("quote", quote));
        var pay = placed.Headers.Location.ShouldNotBeNull().OriginalString;
        _known["the order's link"] = pay.Split('/')[2];
        using var atTheBank = await browser.Send(pay, ("card", PaymentSteps.AsksTheBank));
        var bank = atTheBank.Headers.Location.ShouldNotBeNull().OriginalString;
        bank.ShouldContain("/test-bank/");
        using var approved = await browser.Send(bank, ("answer", "approve"));
        (await browser.Read(approved.Headers.Location.ShouldNotBeNull().OriginalString.Replace("/return", "", StringComparison.Ordinal))).ShouldContain(Street);
        var order = (await _shop.Get<IOrders>().FindBySecretAsync(_known["the order's link"], Ct)).ShouldNotBeNull();
        await _shop.WaitsFor(order.Id, now => now.State == OrderState.Paid, "paid");
        (await _shop.Get<IOrdersAdmin>().RefundAsync(Shoppers.Owner, order.Id, PaymentSteps.Usd(5), "Scratch", "once", Ct)).Error.ShouldBeNull();
    }

    /// <summary>
    /// Everything in the data folder but the letters themselves, which stand in for other people's mail servers, and all
    /// rows of the database. Files of a database server (tables, redo log, binary log) are added here.
    /// </summary>
    private Dictionary<string, string> Stored()
    {
        var stored = Directory.GetFiles(_shop.Folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".eml", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(_shop.Folder, file), Read);
        stored["the database"] = _shop.Database.ReadEverything();
        return stored;
    }

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private IEnumerable<string> Search(Dictionary<string, string> texts) =>
        from text in texts
        from known in _known
        where text.Value.Contains(known.Value, StringComparison.OrdinalIgnoreCase)
        select $"{known.Key} in {text.Key}";

    private static string TokenOf(AccountLink link) => link.Path[(link.Path.IndexOf("token=", StringComparison.Ordinal) + 6)..];

    private static string Cookie(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal)).Split('=', ';')[1];

    [GeneratedRegex("name=\"quote\" value=\"([^\"]+)\"")]
    private static partial Regex Quote();

    private sealed class Listener(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
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
