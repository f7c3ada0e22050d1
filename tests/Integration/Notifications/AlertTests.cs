using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Notifications.Queue;

namespace GigGatek.Tests.Integration.Notifications;

/// <summary>What the shop cannot settle by itself, its owner is told.</summary>
[Trait("Database", "any")]
public sealed class AlertTests : IAsyncLifetime
{
    private static readonly Money Amount = new(50_00, "USD");

    private readonly MailShop _shop = new() { Settings = { ["Notifications:AlertsTo"] = "boss@shop.example" } };

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_refund_that_the_bank_refuses_is_told_to_the_owner_once_with_its_reason()
    {
        await _shop.Start();
        _shop.Known.HasOrder(42, OrderState.Cancelled);
        _shop.Known.Refused[42] = [new RefusedRefund(7, Amount, "The account is closed.", default, TriedAgain: false)];
        await _shop.Announce(Refused(7), Refused(7));

        await _shop.WaitsUntilSent(42);
        (await _shop.CountMails(42)).ShouldBe(1);
        var mail = _shop.Server.Accepted.ShouldHaveSingleItem();
        mail.To.ToString().ShouldBe("boss@shop.example");
        mail.Subject.ShouldBe("The bank refused to refund USD 50.00 of order GG-42");
        mail.TextBody!.ShouldContain("The account is closed.");
        mail.TextBody!.ShouldContain("https://shop.example/admin/orders/42");
        mail.TextBody!.ShouldNotContain("secretOf42");
    }

    [Fact]
    public async Task Each_refusal_is_news_of_its_own()
    {
        await _shop.Start();
        _shop.Known.HasOrder(42, OrderState.Cancelled);
        _shop.Known.Refused[42] = [new RefusedRefund(7, Amount, "No.", default, TriedAgain: false)];
        await _shop.Announce(Refused(7), Refused(8));
        await TestShop.Until(() => Task.FromResult(_shop.Server.Accepted.Count == 2), "two alerts");
    }

    [Fact]
    public async Task A_refusal_that_was_dealt_with_before_the_mail_left_is_not_told()
    {
        await _shop.Start();
        _shop.Known.HasOrder(42, OrderState.Cancelled);
        _shop.Known.Refused[42] = [new RefusedRefund(7, Amount, "No.", default, TriedAgain: true)];
        await _shop.Announce(Refused(7));
        (await _shop.WaitsFor(42, mail => mail.Outcome is not null, "looked at")).State.ShouldBe(MailState.Dropped);
        _shop.Server.Accepted.ShouldBeEmpty();
    }

    private static RefundFailed Refused(long refundId) => new(refundId, 42, Amount, "The account is closed.", default);
}
