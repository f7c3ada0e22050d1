using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GigGatek.Contracts.Accounts;
using GigGatek.Notifications.Queue;

namespace GigGatek.Tests.Integration.Notifications;

/// <summary>A mail and its server, in good days and in bad ones.</summary>
[Trait("Database", "any")]
public sealed class SmtpTests : IAsyncLifetime
{
    private readonly MailShop _shop = new();

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_paid_order_is_confirmed_once()
    {
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        await _shop.IsPaid(42);    // the same news by another event

        var row = await _shop.WaitsUntilSent(42);
        _shop.Known.HasOrder(43);
        await _shop.IsPaid(43);
        await _shop.WaitsUntilSent(43);
        (await _shop.CountMails(42)).ShouldBe(1);

        var mail = _shop.Server.Accepted.Single(mail => mail.Subject == "Your order GG-42 is paid");
        mail.To.ToString().ShouldBe("ann@example.com");
        mail.From.ToString().ShouldBe("\"GigGatek\" <shop@giggatek.example>");
        mail.MessageId.ShouldBe($"{row.Id}@giggatek.example");
        mail.TextBody!.ShouldContain("https://shop.example/orders/secretOf42");
        mail.TextBody!.ShouldContain("2 × Samsung 990 Pro, 2 TB, Excellent");
        mail.HtmlBody!.ShouldContain("https://shop.example/orders/secretOf42");
        (row.Attempts, row.Outcome, row.ClaimedUntil).ShouldBe((1, "smtp_250", null));
        (await _shop.Findings()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("RCPT", "451 4.7.1 greylisted", "smtp_451")]
    [InlineData("RCPT", "452 4.2.2 mailbox full", "smtp_452")]
    [InlineData("RCPT", "554 5.7.1 relay access denied", "smtp_554")]
    [InlineData(".", "451 4.3.0 try later", "smtp_451")]
    [InlineData("MAIL", "553 5.7.1 not your address", "smtp_553")]
    [InlineData("CONNECT", "421 too busy", "smtp_421")]
    public async Task A_mail_that_is_refused_for_now_is_sent_later(string at, string answer, string code)
    {
        _shop.Server.Answer = said => said == at ? answer : null;
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        var waiting = await _shop.WaitsFor(42, mail => mail.Outcome == code, $"postponed with {code}");
        waiting.State.ShouldBe(MailState.Pending);
        waiting.DueAt.ShouldBeGreaterThan(_shop.Clock.GetUtcNow());

        _shop.Server.Answer = _ => null;
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _shop.WaitsUntilSent(42)).Attempts.ShouldBeGreaterThan(1);
        _shop.Server.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_server_mails_wait_and_leave_when_it_is_back()
    {
        var port = _shop.Server.Port;
        await _shop.Server.DisposeAsync();
        _shop.Settings["Notifications:Smtp:Port"] = $"{port}";
        await _shop.Start();
        for (var id = 1; id <= 3; id++)
        {
            _shop.Known.HasOrder(id);
            await _shop.IsPaid(id);
        }

        (await _shop.WaitsFor(1, mail => mail.Attempts > 0 && mail.ClaimedUntil is null, "tried")).Outcome.ShouldBe("unreachable");

        _shop.Server = new FakeMailServer(port);
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var id = 1; id <= 3; id++)
        {
            await _shop.WaitsUntilSent(id);
        }

        _shop.Server.Accepted.Select(mail => mail.Subject).Order().ShouldBe(["Your order GG-1 is paid", "Your order GG-2 is paid", "Your order GG-3 is paid"]);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 <ann@example.com>: no such user", "smtp_550")]
    [InlineData(".", "552 5.3.4 too big", "smtp_552")]
    public async Task An_address_that_is_refused_for_good_fails_and_the_others_go_on(string at, string answer, string code)
    {
        _shop.Server.Answer = said => said == at ? answer : null;
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        var failed = await _shop.WaitsFor(42, mail => mail.State == MailState.Failed, "failed");
        failed.Outcome.ShouldBe(code);

        _shop.Server.Answer = _ => null;
        _shop.Known.HasOrder(43, email: "bob@example.com");
        await _shop.IsPaid(43);
        await _shop.WaitsUntilSent(43);
        _shop.Clock.Advance(TimeSpan.FromDays(2));
        _shop.Server.Accepted.Single().To.ToString().ShouldBe("bob@example.com");
        (await _shop.Findings()).ShouldBeEmpty("a mistyped address is nobody's fault");
    }

    [Fact]
    public async Task An_address_that_is_none_never_reaches_the_server()
    {
        await _shop.Start();
        _shop.Known.HasOrder(42, email: "ann@example.com\r\nRCPT TO:<eve@evil.example>");
        await _shop.IsPaid(42);
        (await _shop.WaitsFor(42, mail => mail.State == MailState.Failed, "failed")).Outcome.ShouldBe("malformed_address");
        _shop.Server.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_asked_again()
    {
        _shop.Server.HangsUpAt = "DATA";
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        await _shop.WaitsFor(42, mail => mail.Outcome == "unreachable", "postponed");

        _shop.Server.HangsUpAt = null;
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await _shop.WaitsUntilSent(42);
        _shop.Server.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_whose_answer_is_lost_may_come_twice_and_is_then_the_same()
    {
        _shop.Server.HangsUpAt = ".";    // it has the mail, and the connection breaks before it can say so
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        await _shop.WaitsFor(42, mail => mail.Outcome == "unreachable", "postponed");

        _shop.Server.HangsUpAt = null;
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await _shop.WaitsUntilSent(42);
        _shop.Server.Accepted.Count.ShouldBe(2);
        _shop.Server.Accepted.Select(mail => mail.MessageId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_left_after_a_while()
    {
        _shop.Settings["Notifications:TimeoutSeconds"] = "1";
        _shop.Server.IsSilentAt = "RCPT";
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        await _shop.WaitsFor(42, mail => mail.Outcome == "timeout", "postponed");
    }

    [Fact]
    public async Task How_the_connection_ends_does_not_matter_once_the_mail_is_taken()
    {
        _shop.Server.HangsUpAt = "QUIT";
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        (await _shop.WaitsUntilSent(42)).Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_said_to_a_server_that_offers_no_protection()
    {
        _shop.Settings["Notifications:Smtp:Security"] = "StartTls";
        _shop.Settings["Notifications:Smtp:User"] = "shop";
        _shop.Settings["Notifications:Smtp:Password"] = "correct horse";
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        await _shop.WaitsFor(42, mail => mail.Outcome == "not_supported", "postponed");
        _shop.Server.Heard.ShouldAllBe(line => line.StartsWith("EHLO") || line == "QUIT");
        _shop.Server.Accepted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_said_to_a_server_whose_certificate_is_not_trusted()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        _shop.Server.Certificate = made;
        _shop.Settings["Notifications:Smtp:Security"] = "StartTls";
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        (await _shop.WaitsFor(42, mail => mail.Outcome is not null, "postponed")).Outcome.ShouldBe("tls_failed", string.Join("\n", _shop.Server.Heard));
        _shop.Server.Heard.ShouldAllBe(line => line.StartsWith("EHLO") || line == "STARTTLS");
    }

    [Fact]
    public async Task The_log_names_no_address_no_person_and_no_token()
    {
        _shop.Server.Answer = said => said == "RCPT" ? "550 5.1.1 <ann@example.com>: Ann Bell is gone" : null;
        await _shop.Start();
        _shop.Known.HasOrder(42);
        _shop.Known.HasAccount(7, "ann@example.com");
        await _shop.IsPaid(42);
        await _shop.Announce(new ResetRequested(7));
        await _shop.WaitsFor(42, mail => mail.State == MailState.Failed, "failed");
        var row = await _shop.WaitsFor(7, mail => mail.State == MailState.Failed, "failed");

        _shop.Server.HangsUpAt = "RCPT";
        await _shop.Announce(new ConfirmationRequested(7));
        await TestShop.Until(() => Task.FromResult(_shop.Log.Any(line => line.Contains("unreachable", StringComparison.Ordinal))), "a line about the lost connection");

        var log = string.Join('\n', _shop.Log);
        log.ShouldContain($"Mail {row.Id} (ResetPassword) ended: Failed, smtp_550");
        foreach (var secret in new[] { "ann@", "Ann Bell", "t0ken", "secretOf", "Mill Lane" })
        {
            log.ShouldNotContain(secret);
        }
    }
}
