using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Notifications.Delivery;
using GigGatek.Notifications.Queue;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;
using static GigGatek.Contracts.Ordering.OrderState;

namespace GigGatek.Tests.Integration.Notifications;

/// <summary>The queue and its workers: what is told, what is not, and how often.</summary>
public sealed class WorkerTests : IAsyncLifetime
{
    private readonly MailShop _shop = new();

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Two_workers_send_each_mail_once()
    {
        await _shop.Start();
        await _shop.Start();
        for (var id = 1; id <= 40; id++)
        {
            _shop.Known.HasOrder(id);
            await _shop.IsPaid(id);
        }

        for (var id = 1; id <= 40; id++)
        {
            (await _shop.WaitsUntilSent(id)).Attempts.ShouldBe(1);
        }

        _shop.Server.Accepted.Select(mail => mail.MessageId).Distinct().Count().ShouldBe(40);
        _shop.Server.Accepted.Count.ShouldBe(40);
    }

    [Fact]
    public async Task A_crash_after_sending_sends_the_same_mail_again()
    {
        var crashing = await _shop.Start(services => services.AddSingleton<IMailTransport, DiesAfterSending>());
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        await TestShop.Until(() => Task.FromResult(!_shop.Server.Accepted.IsEmpty), "the mail to arrive");
        await _shop.Stop(crashing);

        await _shop.Start();
        (await _shop.FindMail(42))!.State.ShouldBe(MailState.Pending);
        _shop.Clock.Advance(TimeSpan.FromMinutes(2));
        (await _shop.WaitsUntilSent(42)).Attempts.ShouldBe(2);
        _shop.Server.Accepted.Count.ShouldBe(2);
        _shop.Server.Accepted.Select(mail => mail.MessageId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_is_stopped_by_a_bug_waits_and_is_sent_when_it_is_mended()
    {
        _shop.Known.OrdersAreBroken = true;
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        await _shop.WaitsFor(42, mail => mail.Outcome == "broken", "postponed");

        _shop.Known.OrdersAreBroken = false;
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await _shop.WaitsUntilSent(42);
    }

    [Fact]
    public async Task Every_piece_of_news_becomes_its_mail()
    {
        await _shop.Start();
        _shop.Known.HasOrder(1, Paid);
        _shop.Known.HasOrder(2, Shipped);
        _shop.Known.HasOrder(3, Cancelled);
        _shop.Known.HasOrder(4, Expired);
        _shop.Known.HasOrder(5, Paid);
        _shop.Known.HasAccount(6, "new@example.com");
        _shop.Known.HasAccount(7, "known@example.com");
        _shop.Known.HasAccount(8, "lost@example.com");
        await _shop.IsPaid(1);
        await _shop.Announce(
            new OrderShipped(2, default), new OrderCancelled(3, "sold_out", default), new OrderExpired(4, default),
            new OrderRefunded(5, 51, new Money(50_00, "USD"), default), new OrderRefunded(5, 52, new Money(7_00, "USD"), default),
            new ConfirmationRequested(6), new RegistrationRepeated(7), new ResetRequested(8));

        await TestShop.Until(() => Task.FromResult(_shop.Server.Accepted.Count == 9), "nine mails");
        _shop.Server.Accepted.Select(mail => $"{mail.To}: {mail.Subject}").Order(StringComparer.Ordinal).ShouldBe([
            "ann@example.com: USD 50.00 of your order GG-5 went back to you",
            "ann@example.com: USD 7.00 of your order GG-5 went back to you",
            "ann@example.com: Your order GG-1 is paid",
            "ann@example.com: Your order GG-2 is on its way",
            "ann@example.com: Your order GG-3 was cancelled",
            "ann@example.com: Your order GG-4 was not paid in time",
            "known@example.com: You already have an account at GigGatek",
            "lost@example.com: Choose a new password for GigGatek",
            "new@example.com: Confirm your mail address for GigGatek",
        ]);
    }

    [Fact]
    public async Task A_link_is_made_when_the_mail_leaves_and_stored_nowhere()
    {
        await _shop.Start();
        _shop.Known.HasAccount(7, "ann@example.com");
        await _shop.Announce(new ResetRequested(7));
        await _shop.WaitsUntilSent(7);
        _shop.Server.Accepted.Single().TextBody!.ShouldContain("https://shop.example/account/reset?user=7&token=t0ken7");

        var stored = TestDatabase.In(_shop.Folder).ReadEverything();
        stored.ShouldContain("ResetPassword");
        foreach (var secret in new[] { "t0ken7", "ann@example.com", "Ann Bell" })
        {
            stored.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task Whoever_asks_twice_for_a_link_gets_two_mails()
    {
        await _shop.Start();
        _shop.Known.HasAccount(7, "ann@example.com");
        await _shop.Announce(new ResetRequested(7), new ResetRequested(7));
        await TestShop.Until(() => Task.FromResult(_shop.Server.Accepted.Count == 2), "two mails");
    }

    [Fact]
    public async Task News_that_are_none_any_more_are_not_told()
    {
        await _shop.Start();
        _shop.Known.HasOrder(42, Cancelled);
        await _shop.IsPaid(42);    // paid, and cancelled before the mail left
        await IsDroppedAtOnce(42);
    }

    [Fact]
    public async Task An_address_that_is_confirmed_already_is_not_asked_to_confirm()
    {
        await _shop.Start();
        _shop.Known.HasConfirmedAccount(7, "ann@example.com");
        await _shop.Announce(new ConfirmationRequested(7));
        await IsDroppedAtOnce(7);
    }

    [Fact]
    public async Task A_subject_that_never_shows_is_not_looked_for_for_ever()
    {
        await _shop.Start();
        await _shop.IsPaid(42);
        await TestShop.Until(
            async () =>
            {
                _shop.Clock.Advance(TimeSpan.FromMinutes(1));
                return (await _shop.FindMail(42))?.State == MailState.Dropped;
            },
            "the mail to be dropped");
        (await _shop.FindMail(42))!.Outcome.ShouldBe("no_subject");
    }

    [Fact]
    public async Task A_state_that_shows_a_moment_later_is_still_told()
    {
        await _shop.Start();
        _shop.Known.HasOrder(42, AwaitingPayment);    // an old copy: the news say that it is paid
        await _shop.IsPaid(42);
        await _shop.WaitsFor(42, mail => mail.Outcome == "no_subject", "postponed");
        _shop.Known.HasOrder(42);
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await _shop.WaitsUntilSent(42);
    }

    [Fact]
    public async Task A_subject_that_shows_a_moment_later_is_still_told()
    {
        await _shop.Start();
        await _shop.IsPaid(42);
        await _shop.WaitsFor(42, mail => mail.Outcome == "no_subject", "postponed");
        _shop.Known.HasOrder(42);
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await _shop.WaitsUntilSent(42);
    }

    [Fact]
    public async Task A_mail_that_no_server_took_for_days_is_given_up_and_was_a_finding_before()
    {
        _shop.Server.Answer = said => said == "CONNECT" ? "421 never" : null;
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        var row = await _shop.WaitsFor(42, mail => mail.Outcome == "smtp_421", "postponed");
        (await _shop.Findings()).ShouldBeEmpty();

        _shop.Clock.Advance(TimeSpan.FromDays(2));
        await _shop.WaitsFor(42, mail => mail.Attempts > row.Attempts && mail.ClaimedUntil is null, "tried again");
        (await _shop.Findings()).ShouldHaveSingleItem().ShouldBe(
            $"Mail {row.Id} (OrderPaid 42) has been tried for more than a day, {row.Attempts + 1} times; the last try ended with smtp_421.");

        _shop.Clock.Advance(TimeSpan.FromDays(4));
        (await _shop.WaitsFor(42, mail => mail.State == MailState.Failed, "given up")).Outcome.ShouldBe("gave_up");
        await TestShop.Until(
            () => Task.FromResult(_shop.Log.Any(line => line.StartsWith("Error") && line.Contains($"Mail {row.Id} (OrderPaid) ended: Failed, gave_up"))), "an error in the log");
        (await _shop.Findings()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_that_nobody_tries_to_send_is_found()
    {
        await _shop.Start(works: false);    // no worker runs
        var ago = _shop.Clock.GetUtcNow().AddHours(-2);
        await _shop.Damage(db => db.InsertAsync(new MailRow { Id = 9, Kind = MailKind.OrderPaid, SubjectId = 42, DedupeKey = "x", QueuedAt = ago, DueAt = ago }));
        (await _shop.Findings()).ShouldHaveSingleItem().ShouldBe("Mail 9 (OrderPaid 42) has been due for more than an hour and nobody tries to send it.");
    }

    /// <summary>With the first look, and without a word of warning.</summary>
    private async Task IsDroppedAtOnce(long subjectId)
    {
        var mail = await _shop.WaitsFor(subjectId, mail => mail.Outcome is not null, "looked at");
        (mail.State, mail.Outcome, mail.Attempts).ShouldBe((MailState.Dropped, "nothing_to_say", 1));
        _shop.Log.ShouldNotContain(line => line.StartsWith("Warning") || line.StartsWith("Error"));
        _shop.Server.Accepted.ShouldBeEmpty();
    }

    /// <summary>Sends for real; then its process is gone before it can say so.</summary>
    private sealed class DiesAfterSending(SmtpTransport transport) : IMailTransport
    {
        public async Task<DeliveryAnswer> DeliverAsync(OutgoingMail mail, CancellationToken ct)
        {
            await transport.DeliverAsync(mail, ct);
            await Task.Delay(Timeout.Infinite, ct);
            throw new InvalidOperationException("It does not come back.");
        }
    }
}
