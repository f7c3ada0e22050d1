using System.Diagnostics.Metrics;
using System.Net;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Tests.Integration.Accounts;

public sealed class SignInTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Five_wrong_passwords_lock_the_address_for_fifteen_minutes()
    {
        await _shop.Registers("ann@example.com");
        using var browser = _shop.NewBrowser();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            using var wrong = await browser.SendSignIn("ann@example.com", "not her password");
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        using var right = await browser.SendSignIn("ann@example.com");
        right.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await right.Body()).ShouldContain("locked for 15 minutes");
        right.Headers.RetryAfter.ShouldNotBeNull().Delta!.Value.ShouldBeInRange(TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));

        _shop.Clock.Advance(TimeSpan.FromMinutes(14));
        using var early = await browser.SendSignIn("ann@example.com");
        early.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        _shop.Clock.Advance(early.Headers.RetryAfter!.Delta!.Value);
        using var later = await browser.SendSignIn("ann@example.com");
        later.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_known_and_an_unknown_address_get_the_same_answers_until_both_are_locked()
    {
        await _shop.Registers("ann@example.com");
        using var browser = _shop.NewBrowser();
        for (var attempt = 1; attempt <= 7; attempt++)
        {
            using var known = await browser.SendSignIn("ann@example.com", "not her password");
            using var unknown = await browser.SendSignIn("bob@example.com", "not her password");

            unknown.StatusCode.ShouldBe(known.StatusCode);
            (await unknown.Body()).Replace("bob@", "ann@", StringComparison.Ordinal).ShouldBe(await known.Body());
            known.StatusCode.ShouldBe(attempt <= 5 ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.TooManyRequests);
        }
    }

    [Fact]
    public async Task A_wrong_password_costs_one_hash_whether_or_not_the_address_is_known()
    {
        await _shop.Registers("ann@example.com");
        using var browser = _shop.NewBrowser();
        using var warmUp = await browser.SendSignIn("carl@example.com", "not her password");    // makes the hash that nobody has
        using var hashes = new CountedHashes(_shop);

        using var known = await browser.SendSignIn("ann@example.com", "not her password");
        hashes.Count.ShouldBe(1);
        using var unknown = await browser.SendSignIn("bob@example.com", "not her password");
        hashes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Forty_tries_at_once_get_no_further_than_five()
    {
        await _shop.Registers("ann@example.com");
        using var browser = _shop.NewBrowser();
        using var hashes = new CountedHashes(_shop);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => browser.SendSignIn("ann@example.com", $"guess number {n}")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity).ShouldBe(5);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(35);
        hashes.Count.ShouldBe(5);
    }

    [Fact]
    public async Task One_client_cannot_try_many_addresses()
    {
        var accounts = _shop.Get<IAccounts>();
        var refusals = new List<ErrorKind>();
        for (var n = 0; n <= 50; n++)
        {
            refusals.Add((await accounts.SignInAsync($"person{n}@example.com", "not their password", "192.0.2.9", Ct)).Error!.Kind);
        }

        refusals.Take(50).ShouldAllBe(kind => kind == ErrorKind.Invalid);
        refusals[50].ShouldBe(ErrorKind.TooMany);
        (await accounts.SignInAsync("person99@example.com", "not their password", "192.0.2.10", Ct)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites_and_lasts_fourteen_days()
    {
        await _shop.Registers("ann@example.com");
        using var browser = _shop.NewBrowser();

        using var answer = await browser.SendSignIn("ann@example.com");

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("gg_session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldContain("path=/", Case.Insensitive);
        cookie.ShouldNotContain("secure", Case.Insensitive);
        var expires = DateTimeOffset.Parse(cookie.Split("expires=")[1].Split(';')[0], System.Globalization.CultureInfo.InvariantCulture);
        (expires - _shop.Clock.GetUtcNow()).TotalDays.ShouldBeInRange(13.9, 14.1);
        (await browser.IsSignedIn()).ShouldBeTrue();
        _shop.Clock.Advance(TimeSpan.FromDays(15));
        (await browser.IsSignedIn()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("//evil.example/", "/account")]
    [InlineData("https://evil.example/", "/account")]
    [InlineData("/\\evil.example/", "/account")]
    [InlineData("/account/password", "/account/password")]
    public async Task Signing_in_leads_back_to_this_shop_only(string @return, string location)
    {
        await _shop.Registers("ann@example.com");
        using var browser = _shop.NewBrowser();
        (await browser.Read("/account/sign-in?return=" + Uri.EscapeDataString(@return))).ShouldNotContain("evil.example");

        using var answer = await browser.Send("/account/sign-in", ("email", "ann@example.com"), ("password", People.Password), ("return", @return));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe(location);
    }

    [Fact]
    public async Task A_page_of_the_account_asks_to_sign_in_and_leads_back()
    {
        using var browser = _shop.NewBrowser();

        using var answer = await browser.GetAsync("/account?done=password", Ct);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe("/account/sign-in?return=%2Faccount%3Fdone%3Dpassword");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_signing_out_everywhere_ends_all()
    {
        var (_, desk) = await _shop.HasCustomer("ann@example.com");
        var phone = await _shop.SignsIn("ann@example.com");
        var tablet = await _shop.SignsIn("ann@example.com");

        using var left = await phone.Send("/account/sign-out");
        (await phone.IsSignedIn()).ShouldBeFalse();
        (await desk.IsSignedIn()).ShouldBeTrue();
        (await tablet.IsSignedIn()).ShouldBeTrue();

        using var ended = await desk.Send("/account/sign-out-everywhere");
        ended.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await desk.IsSignedIn()).ShouldBeFalse();
        (await tablet.IsSignedIn()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_forged_cookie_opens_nothing()
    {
        using var browser = _shop.NewBrowser();
        browser.DefaultRequestHeaders.Add("Cookie", "gg_session=CfDJ8Forged");

        (await browser.IsSignedIn()).ShouldBeFalse();
    }

    [Fact]
    public async Task The_summary_is_for_one_visitor_and_kept_by_no_cache()
    {
        using var browser = _shop.NewBrowser();

        using var answer = await browser.GetAsync("/me/summary", Ct);

        answer.Headers.CacheControl!.ToString().ShouldBe("no-store, private");
        (await answer.Body()).ShouldBe("{\"name\":null,\"cartCount\":0}");
    }

    /// <summary>Counts the passwords that one shop hashes.</summary>
    private sealed class CountedHashes : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public CountedHashes(TestShop shop)
        {
            var meters = shop.Get<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "giggatek.accounts.password_hashes" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, hashes, _, _) => Interlocked.Add(ref _count, hashes));
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
