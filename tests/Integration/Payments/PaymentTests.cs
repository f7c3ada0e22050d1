using GigGatek.Contracts.Payments;
using static GigGatek.Tests.Integration.Payments.PaymentSteps;

namespace GigGatek.Tests.Integration.Payments;

public sealed class PaymentTests(TestShop shop) : IClassFixture<TestShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IPayments Payments => shop.Get<IPayments>();

    [Fact]
    public async Task A_payment_is_captured_once_however_often_it_is_confirmed()
    {
        var payment = await shop.HasPayment(49_99);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.PaysWith(payment, Pays)));
        answers.ShouldContain(answer => answer.State == PaymentState.Succeeded);
        await shop.WaitsFor(payment, PaymentState.Succeeded);

        (await shop.PaysWith(payment, IsDeclined)).State.ShouldBe(PaymentState.Succeeded);
        (await shop.Looks(payment)).Captured.ShouldBe(Usd(49_99));
        (await shop.Count($"payments_ledger_entries WHERE payment_id = {payment.Id}")).ShouldBe(2);
        (await shop.Count($"payments_outbox WHERE type = 'PaymentSucceeded' AND payload LIKE '%:{payment.Id},%'")).ShouldBe(1);
        (await shop.FindingsOfPayments()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Opening_again_answers_the_same_payment_and_another_amount_is_a_mistake()
    {
        var payment = await shop.HasPayment(10_00);
        var again = new OpenPayment(payment.Id, payment.Reference, payment.Amount);
        (await Payments.OpenAsync(again, Ct)).ShouldBe(payment);
        await Should.ThrowAsync<InvalidOperationException>(() => Payments.OpenAsync(again with { Amount = Usd(9_00) }, Ct));
    }

    [Theory]
    [InlineData(IsDeclined, "declined")]
    [InlineData(LacksMoney, "too little money")]
    [InlineData("5555 5555 5555 4444", "4242 4242 4242 4242")]
    [InlineData("", "4242 4242 4242 4242")]
    public async Task A_declined_card_leaves_the_payment_open_for_another(string card, string why)
    {
        var payment = await shop.HasPayment(20_00);
        var declined = await shop.PaysWith(payment, card);
        declined.State.ShouldBe(PaymentState.Open);
        declined.Problem.ShouldNotBeNull().ShouldContain(why);

        var paid = await shop.PaysWith(payment, Pays);
        paid.State.ShouldBe(PaymentState.Succeeded);
        paid.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_card_that_does_not_answer_leaves_the_payment_in_progress_until_the_money_is_seen()
    {
        var payment = await shop.HasPayment(30_00);
        (await shop.PaysWith(payment, IsSilent)).State.ShouldBe(PaymentState.Processing);
        (await shop.PaysWith(payment, Pays)).State.ShouldBe(PaymentState.Processing, "one try at a time");
        (await Payments.CancelAsync(payment.Id, Ct)).ShouldNotBeNull().State.ShouldBe(PaymentState.Processing, "it is too late to cancel");
        await shop.WaitsFor(payment, PaymentState.Succeeded);
    }

    [Fact]
    public async Task A_cancelled_payment_takes_no_money()
    {
        var untouched = await shop.HasPayment(5_00);
        var declined = await shop.HasPayment(6_00);
        await shop.PaysWith(declined, IsDeclined);
        var asked = await shop.HasPayment(7_00);
        (await shop.PaysWith(asked, AsksTheBank)).State.ShouldBe(PaymentState.RequiresAction);

        foreach (var payment in new[] { untouched, declined, asked })
        {
            (await Payments.CancelAsync(payment.Id, Ct)).ShouldNotBeNull().State.ShouldBe(PaymentState.Cancelled);
            (await shop.PaysWith(payment, Pays)).State.ShouldBe(PaymentState.Cancelled);
        }

        (await shop.FindingsOfPayments()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Paying_and_cancelling_at_once_end_in_one_of_the_two_everywhere()
    {
        for (var round = 0; round < 10; round++)
        {
            var payment = await shop.HasPayment(8_00);
            await Task.WhenAll((Task)shop.PaysWith(payment, Pays), Task.Run(() => Payments.CancelAsync(payment.Id, Ct), Ct));
            var end = (await Payments.CancelAsync(payment.Id, Ct)).ShouldNotBeNull();
            end.State.ShouldBeOneOf(PaymentState.Succeeded, PaymentState.Cancelled);
            var taken = await shop.Count($"payments_test_intents WHERE reference = '{payment.Reference}' AND status = 'Succeeded'");
            taken.ShouldBe(end.State == PaymentState.Succeeded ? 1 : 0);
        }

        (await shop.FindingsOfPayments()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payment_of_nothing_needs_no_card()
    {
        var payment = await shop.HasPayment(0);
        (await shop.PaysWith(payment, "")).State.ShouldBe(PaymentState.Succeeded);
        (await shop.Count($"payments_ledger_entries WHERE payment_id = {payment.Id}")).ShouldBe(0);
        (await shop.FindingsOfPayments()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_are_found_at_once_and_unknown_ones_are_not()
    {
        var one = await shop.HasPayment(1_00);
        var two = await shop.HasPayment(2_00);
        var found = await Payments.FindManyAsync([one.Id, two.Id, 1], Ct);
        found.ShouldBe([one, two], ignoreOrder: true);
        (await Payments.FindAsync(1, Ct)).ShouldBeNull();
        (await Payments.ConfirmAsync(1, Pays, shop.Address.AbsoluteUri, Ct)).ShouldBeNull();
        (await Payments.RefreshAsync(1, Ct)).ShouldBeNull();
        (await Payments.CancelAsync(1, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task No_card_number_is_ever_stored()
    {
        await shop.HasPaid(11_00);
        var stored = shop.Database.ReadEverything();
        stored.ShouldContain("payments_payments");
        stored.ShouldNotContain("4242424242424242");    // without spaces: the sentence that refuses other cards names the test cards with them
    }

    [Fact]
    public async Task The_bank_sends_nobody_to_another_site()
    {
        var payment = await shop.HasPayment(12_00);
        await Should.ThrowAsync<ArgumentException>(() => Payments.ConfirmAsync(payment.Id, AsksTheBank, "https://elsewhere.example/", Ct));
    }
}
