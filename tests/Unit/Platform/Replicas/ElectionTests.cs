using GigGatek.Platform.Data.Replicas;

namespace GigGatek.Tests.Unit.Platform.Replicas;

/// <summary>Which of several servers takes the writes.</summary>
public sealed class ElectionTests
{
    private static readonly NodeLook Gone = NodeLook.Failed("gone");

    [Fact]
    public void The_one_that_can_be_written_to() => Choose(null, [], "", ("a", Replica(5)), ("b", Writable(5)), ("c", Gone)).ShouldBe("b");

    [Fact]
    public void None_while_all_are_replicas_or_gone() => Choose("a", [], "0-1-5", ("a", Gone), ("b", Replica(5))).ShouldBeNull();

    [Fact]
    public void A_replica_that_someone_forgot_to_make_read_only_is_none() =>
        Choose(null, [], "", ("a", Writable(5) with { Replicates = true })).ShouldBeNull();

    [Fact]
    public void The_present_one_stays_even_beside_one_that_has_more() => Choose("a", [], "0-1-5", ("a", Writable(5)), ("b", Writable(9))).ShouldBe("a");

    [Fact]
    public void Of_two_that_can_be_written_to_the_one_that_has_all_of_the_other() =>
        Choose(null, [], "", ("a", Writable(5)), ("b", Writable(9))).ShouldBe("b");

    [Fact]
    public void Neither_of_two_that_each_have_what_the_other_lacks() =>
        Choose(null, [], "", ("a", Writable("0-1-5,1-1-3")), ("b", Writable("0-1-6,1-1-2"))).ShouldBeNull();

    [Fact]
    public void One_that_was_replaced_comes_back_only_with_all_that_was_written_since()
    {
        Choose("b", ["a"], "0-2-9", ("a", Writable(5)), ("b", Gone)).ShouldBeNull();
        Choose("b", ["a"], "0-2-9", ("a", Writable(9)), ("b", Gone)).ShouldBe("a");
    }

    [Fact]
    public void One_that_was_promoted_without_the_last_transactions_is_taken_all_the_same() =>
        Choose("a", [], "0-1-9", ("a", Gone), ("b", Writable(7))).ShouldBe("b");

    [Fact]
    public void Two_addresses_of_the_same_proxy_are_no_quarrel() => Choose(null, [], "", ("a", Writable(5)), ("b", Writable(5))).ShouldBe("a");

    private static string? Choose(string? current, string[] deposed, string last, params (string, NodeLook)[] hosts) =>
        Election.Choose<string>(hosts, current, deposed.ToHashSet(), GtidSet.TryParse(last)!);

    private static NodeLook Replica(int number) => Writable(number) with { IsReadOnly = true, Replicates = true };

    private static NodeLook Writable(int number) => Writable($"0-1-{number}");

    private static NodeLook Writable(string position) => new(null, IsReadOnly: false, Replicates: false, GtidSet.TryParse(position)!);
}
