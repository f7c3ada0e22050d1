using GigGatek.Notifications.Delivery;
using GigGatek.Notifications.Queue;
using GigGatek.Platform.Events;
using static GigGatek.Tests.Unit.Notifications.SampleOrder;

namespace GigGatek.Tests.Unit.Notifications;

public sealed class QueueTests
{
    [Fact]
    public void The_same_news_of_an_order_have_the_same_key_whatever_event_brings_them()
    {
        NewMail.ForOrder(MailKind.OrderPaid, 42).DedupeKey.ShouldBe(NewMail.ForOrder(MailKind.OrderPaid, 42).DedupeKey);
        NewMail.ForOrder(MailKind.OrderPaid, 42).DedupeKey.ShouldNotBe(NewMail.ForOrder(MailKind.OrderPaid, 43).DedupeKey);
        NewMail.ForOrder(MailKind.OrderPaid, 42).DedupeKey.ShouldNotBe(NewMail.ForOrder(MailKind.OrderShipped, 42).DedupeKey);
    }

    [Fact]
    public void Each_refund_of_an_order_is_news_of_its_own()
    {
        NewMail.ForRefund(42, 1, Usd(5)).DedupeKey.ShouldNotBe(NewMail.ForRefund(42, 2, Usd(5)).DedupeKey);
        NewMail.ForRefund(42, 1, Usd(5)).DedupeKey.ShouldBe(NewMail.ForRefund(42, 1, Usd(5)).DedupeKey);
    }

    [Fact]
    public void Each_request_for_a_link_is_answered_once()
    {
        var (first, second) = (Request("accounts:1"), Request("accounts:2"));
        NewMail.ForAccount(MailKind.ResetPassword, 7, first).DedupeKey.ShouldNotBe(NewMail.ForAccount(MailKind.ResetPassword, 7, second).DedupeKey);
        NewMail.ForAccount(MailKind.ResetPassword, 7, first).DedupeKey.ShouldBe(NewMail.ForAccount(MailKind.ResetPassword, 7, first).DedupeKey);
    }

    [Fact]
    public void The_longest_key_fits_its_column() =>
        NewMail.ForAccount(MailKind.RegistrationRepeated, long.MaxValue, Request("notifications:" + long.MaxValue)).DedupeKey.Length.ShouldBeLessThanOrEqualTo(120);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(5, 160)]
    [InlineData(8, 1280)]
    [InlineData(9, 1800)]
    [InlineData(int.MaxValue, 1800)]
    public void Each_try_waits_twice_as_long_up_to_half_an_hour(int attempts, int seconds) =>
        RetrySchedule.WaitAfter(attempts).ShouldBe(TimeSpan.FromSeconds(seconds));

    private static EventContext Request(string id) => new(id, DateTimeOffset.UnixEpoch);
}
