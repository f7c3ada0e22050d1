using CsCheck;
using GigGatek.Ordering.Refunds;

namespace GigGatek.Tests.Unit.Ordering;

public sealed class RefundIdsTests
{
    [Fact]
    public void The_same_wish_has_the_same_id_and_another_wish_another()
    {
        RefundIds.OfKey(7, "a").ShouldBe(RefundIds.OfKey(7, "a"));
        RefundIds.OfRest(7, 0).ShouldBe(RefundIds.OfRest(7, 0));
        RefundIds.OfRetry(7).ShouldBe(RefundIds.OfRetry(7));
        new[] { RefundIds.OfKey(7, "a"), RefundIds.OfKey(7, "b"), RefundIds.OfKey(8, "a"), RefundIds.OfRest(7, 0), RefundIds.OfRest(7, 1), RefundIds.OfRest(8, 0), RefundIds.OfKey(7, "0"), RefundIds.OfRetry(7), RefundIds.OfRetry(RefundIds.OfRetry(7)) }
            .ShouldBeUnique();
    }

    /// <summary>A key is free text, so it must not be able to spell another order's wish.</summary>
    [Fact]
    public void Ids_are_positive_and_do_not_meet() =>
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.String, Gen.Long[1, long.MaxValue], Gen.String).Sample(
            (order, key, otherOrder, otherKey) =>
            {
                var id = RefundIds.OfKey(order, key);
                id.ShouldBeGreaterThanOrEqualTo(0);
                if ((order, key) != (otherOrder, otherKey))
                {
                    id.ShouldNotBe(RefundIds.OfKey(otherOrder, otherKey));
                }
            },
            iter: 2_000);
}
