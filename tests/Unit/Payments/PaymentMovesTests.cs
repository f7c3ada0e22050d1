using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Charges;
using GigGatek.Payments.Providers;
using static GigGatek.Contracts.Payments.PaymentState;

namespace GigGatek.Tests.Unit.Payments;

public sealed class PaymentMovesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_payment_can_end_captured_or_cancelled_and_then_stays_so()
    {
        foreach (var from in Enum.GetValues<PaymentState>())
        {
            var ends = from is Succeeded or Cancelled;
            PaymentMoves.IsLegal(from, Succeeded).ShouldBe(!ends);
            PaymentMoves.IsLegal(from, Cancelled).ShouldBe(!ends);
            PaymentMoves.IsLegal(from, from).ShouldBeFalse();
            if (ends)
            {
                Enum.GetValues<PaymentState>().ShouldAllBe(to => !PaymentMoves.IsLegal(from, to));
            }
        }
    }

    [Fact]
    public void A_decline_reopens_the_payment_and_says_why()
    {
        var settled = Settlement.Next(InAttempt(2), Record(Open, problem: "Declined."), answerTo: 2, Now).ShouldNotBeNull();
        settled.State.ShouldBe(Open);
        settled.Problem.ShouldBe("Declined.");
        settled.Version.ShouldBe(8);
    }

    [Fact]
    public void A_look_from_before_the_try_does_not_reopen_the_payment() =>
        Settlement.Next(InAttempt(2), Record(Open), answerTo: null, Now).ShouldBeNull();

    [Fact]
    public void The_answer_to_an_older_try_does_not_reopen_the_payment() =>
        Settlement.Next(InAttempt(2), Record(Open, problem: "Declined."), answerTo: 1, Now).ShouldBeNull();

    [Fact]
    public void A_try_whose_answer_is_overdue_is_settled_by_the_record() =>
        Settlement.Next(InAttempt(2), Record(Open), answerTo: null, Now.AddMinutes(1)).ShouldNotBeNull().State.ShouldBe(Open);

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(2)]
    public void Captured_money_counts_whoever_brings_the_news(int? answerTo)
    {
        var settled = Settlement.Next(InAttempt(2), Record(Succeeded), answerTo, Now).ShouldNotBeNull();
        settled.State.ShouldBe(Succeeded);
        settled.Captured.ShouldBe(4999);
    }

    [Fact]
    public void Another_amount_than_the_payments_is_never_taken_for_it()
    {
        var wrong = Record(Succeeded) with { Captured = new Money(4998, "USD") };
        Should.Throw<InvalidOperationException>(() => Settlement.Next(InAttempt(1), wrong, null, Now));
        Should.Throw<InvalidOperationException>(() => Settlement.Next(InAttempt(1), wrong with { Captured = new Money(4999, "EUR") }, null, Now));
    }

    [Fact]
    public void The_banks_page_is_there_only_while_the_bank_asks()
    {
        var asked = Settlement.Next(InAttempt(1), Record(RequiresAction) with { ActionUrl = "https://bank.example/1" }, 1, Now).ShouldNotBeNull();
        asked.ActionUrl.ShouldBe("https://bank.example/1");
        Settlement.Next(asked, Record(Succeeded) with { ActionUrl = "https://bank.example/1" }, null, Now).ShouldNotBeNull().ActionUrl.ShouldBeNull();
    }

    private static PaymentRow InAttempt(int attempt) => new()
    {
        Id = 1,
        Amount = 4999,
        Currency = "USD",
        State = Processing,
        Intent = "pi_1",
        Attempt = attempt,
        AnswerDue = Now.AddSeconds(20),
        Version = 7,
    };

    private static IntentRecord Record(PaymentState state, string? problem = null) =>
        new("pi_1", state, new Money(state == Succeeded ? 4999 : 0, "USD"), null, problem);
}
