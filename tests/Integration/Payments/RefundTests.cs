using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using static GigGatek.Tests.Integration.Payments.PaymentSteps;

namespace GigGatek.Tests.Integration.Payments;

public sealed class RefundTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Twenty_refunds_at_once_never_give_back_more_than_came_in()
    {
        var payment = await shop.HasPaid(100_00);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Refunds(payment, 15_00)));
        answers.Count(answer => answer.Succeeded).ShouldBe(6);
        answers.Where(answer => !answer.Succeeded).ShouldAllBe(answer => answer.Error!.Code == "refund_too_much");
        (await shop.Looks(payment)).Refunded.ShouldBe(Usd(90_00));
        (await shop.FindingsOfPayments()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Too_much_is_refused_with_what_is_left()
    {
        var payment = await shop.HasPaid(100_00);
        await shop.Refunds(payment, 60_00);
        var refused = (await shop.Refunds(payment, 40_01)).Error.ShouldNotBeNull();
        refused.Kind.ShouldBe(ErrorKind.Conflict);
        refused.Message.ShouldContain("USD 40.00");
        (await shop.Refunds(payment, 40_00)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_refund_twice_or_at_once_gives_the_money_back_once()
    {
        var payment = await shop.HasPaid(50_00);
        var id = NewId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.Refunds(payment, 20_00, id)));
        answers.ShouldAllBe(answer => answer.Succeeded);
        (await shop.Refunds(payment, 20_00, id)).Value.ShouldNotBeNull().State.ShouldBe(RefundState.Succeeded);
        (await shop.Looks(payment)).Refunded.ShouldBe(Usd(20_00));
        (await shop.Count($"payments_test_refunds WHERE idempotency_key = 'refund-{id}'")).ShouldBe(1);
        (await shop.Refunds(payment, 21_00, id)).Error.ShouldNotBeNull().Code.ShouldBe("refund_exists");
        (await shop.FindingsOfPayments()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, "refund_amount")]
    [InlineData(-1, "refund_amount")]
    [InlineData(1, "not_captured")]
    public async Task Nothing_and_unpaid_are_not_refunded(long cents, string code)
    {
        var payment = await shop.HasPayment(50_00);
        (await shop.Refunds(payment, cents)).Error.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public async Task Another_currency_and_another_payment_are_refused()
    {
        var payment = await shop.HasPaid(50_00);
        var ct = TestContext.Current.CancellationToken;
        (await shop.Get<IPayments>().RefundAsync(new RefundPayment(NewId(), payment.Id, new Money(1, "EUR"), ""), ct)).Error.ShouldNotBeNull().Code.ShouldBe("refund_currency");
        (await shop.Get<IPayments>().RefundAsync(new RefundPayment(NewId(), 1, Usd(1), ""), ct)).Error.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Fact]
    public async Task A_refund_that_takes_its_time_is_seen_through()
    {
        var payment = await shop.HasPaid(50_00, RefundsSlowly);
        (await shop.Refunds(payment, 50_00)).Value.ShouldNotBeNull().State.ShouldBe(RefundState.Pending);
        await shop.WaitsForRefunds(payment, "Succeeded");
        (await shop.Count($"payments_outbox WHERE type = 'RefundSucceeded' AND payload LIKE '%:{payment.Id},%'")).ShouldBe(1);
        (await shop.FindingsOfPayments()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_that_the_bank_refuses_can_be_given_another_way()
    {
        var payment = await shop.HasPaid(50_00, RefundsFail);
        (await shop.Refunds(payment, 50_00)).Succeeded.ShouldBeTrue();
        await shop.WaitsForRefunds(payment, "Failed");
        (await shop.Looks(payment)).Refunded.ShouldBe(Usd(0));
        (await shop.Count($"payments_outbox WHERE type = 'RefundFailed' AND payload LIKE '%:{payment.Id},%'")).ShouldBe(1);
        (await shop.FindingsOfPayments()).ShouldBeEmpty();
    }
}

internal static class RefundSteps
{
    public static Task WaitsForRefunds(this TestShop shop, Payment payment, string state) =>
        TestShop.Until(async () => await shop.Count($"payments_refunds WHERE payment_id = {payment.Id} AND state = '{state}'") == 1, $"the refund to be {state}");
}
