using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Notifications;
using GigGatek.Notifications.Queue;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Tests.Integration.Notifications;

/// <summary>Who got which news is known for some weeks, and nothing is told twice after that.</summary>
public sealed class SweepTests : IAsyncLifetime
{
    private readonly MailShop _shop = new() { Settings = { ["Notifications:KeepDays"] = "30" } };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Mails_that_ended_thirty_days_ago_are_taken_away_and_no_others()
    {
        await _shop.Start(works: false);
        var now = _shop.Clock.GetUtcNow();
        for (var id = 1; id <= 1_100; id++)
        {
            await Has(id, id % 3 == 0 ? MailState.Failed : id % 3 == 1 ? MailState.Dropped : MailState.Sent, now.AddDays(-30).AddSeconds(-id));
        }

        await Has(2_001, MailState.Sent, now.AddDays(-29));
        await Has(2_002, MailState.Pending, null);

        await _shop.Get<SweepMails>().RunAsync(Ct);

        (await Left()).ShouldBe([2_001, 2_002]);
    }

    [Fact]
    public async Task The_sweep_runs_by_itself_and_news_that_come_late_are_not_told_again()
    {
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        await _shop.WaitsUntilSent(42);
        var told = _shop.Clock.GetUtcNow();

        _shop.Clock.Advance(TimeSpan.FromDays(61));
        await TestShop.Until(async () => await _shop.FindMail(42) is null, "the mail to be swept");

        await Comes(42, "notifications:1", told);
        (await _shop.FindMail(42)).ShouldBeNull();
        await Comes(42, "notifications:2", told.AddDays(61 - 29));
        await _shop.WaitsUntilSent(42);
        _shop.Server.Accepted.Count.ShouldBe(2, "the second news are fresh ones");
    }

    private Task Comes(long orderId, string eventId, DateTimeOffset at) => _shop.Get<QueueMails>().HandleAsync(
        new OrderPaid(orderId, Money.Zero("USD"), Money.Zero("USD"), Money.Zero("USD"), Money.Zero("USD"), at), new EventContext(eventId, at), Ct);

    private Task Has(long id, MailState state, DateTimeOffset? endedAt) => _shop.Damage(db => db.InsertAsync(new MailRow
    {
        Id = id, Kind = MailKind.OrderPaid, SubjectId = id, DedupeKey = id.ToString(CultureInfo.InvariantCulture), State = state,
        QueuedAt = _shop.Clock.GetUtcNow(), DueAt = _shop.Clock.GetUtcNow(), SettledAt = endedAt,
    }));

    private async Task<List<long>> Left()
    {
        await using var db = _shop.Get<Sessions<NotificationsDb>>().Read();
        return await db.Mails.OrderBy(mail => mail.Id).Select(mail => mail.Id).ToListAsync(Ct);
    }
}
