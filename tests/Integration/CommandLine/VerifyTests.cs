using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Payments;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary><c>giggatek verify</c>: 0 when everything holds, 1 when something is broken, 2 when something could not be checked.</summary>
public sealed class VerifyTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Zero_when_all_holds_and_one_with_the_sentence_and_the_order_when_it_does_not()
    {
        var paid = await shop.HasPaidOrder();
        await TestShop.Until(async () => await shop.Count($"payments_ledger_entries WHERE transaction_id = 'order:{paid.Id}'") > 0, "the order to be booked");
        var waiting = await shop.HasOrder(await shop.HasPart());
        await shop.Stop();    // or its jobs would repair what is broken here

        var (holds, calm) = await RunningShop.RunProgramAsync("verify", "--data", shop.Folder);
        holds.ShouldBe(0, calm);
        calm.ShouldContain("All invariants hold.");

        await shop.Sql($"UPDATE ordering_orders SET pay_before = 0 WHERE id = {waiting.OrderId}");
        await shop.Sql($"UPDATE ordering_orders SET total = total + 1 WHERE id = {paid.Id}");
        var (broken, alarm) = await RunningShop.RunProgramAsync("verify", "--data", shop.Folder);
        broken.ShouldBe(1, alarm);
        alarm.ShouldContain("BROKEN  No order has been overdue");
        alarm.ShouldContain($"Order {waiting.Number} has been {OrderState.AwaitingPayment}");
        alarm.ShouldContain($"Order {paid.Number} does not add up");
        alarm.ShouldContain("Nothing was changed.");
    }

    /// <summary>A restore that is not whole, for instance.</summary>
    [Fact]
    public async Task Two_when_the_database_cannot_answer_one_of_them_and_the_others_are_checked_all_the_same()
    {
        using var here = new Workplace();
        (await here.Run("migrate")).ShouldSucceed();
        TestDatabase.In(here.PathOf("shop")).Execute("DROP TABLE payments_disputes");

        var verify = await here.Run("verify");
        verify.ExitCode.ShouldBe(2, verify.Output);
        verify.Output.ShouldContain("UNKNOWN The money of every open dispute");
        verify.Output.ShouldContain("payments_disputes");
        verify.Output.ShouldContain("holds   The ledger sums to zero");
        verify.Output.ShouldContain("1 could not be checked. Nothing was changed.");
        verify.Output.ShouldNotContain("   at ");
    }

    [Fact, Trait("Schema", "own")]
    public async Task Two_when_there_is_nothing_to_check()
    {
        var (exitCode, output) = await RunningShop.RunProgramAsync("verify", "--data", Path.Combine(shop.Folder, "nowhere"));
        exitCode.ShouldBe(2);
        output.ShouldContain("There is no data folder");
        output.ShouldNotContain("   at ");
    }
}
