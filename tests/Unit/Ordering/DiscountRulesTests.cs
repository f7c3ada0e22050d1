using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Discounts;

namespace GigGatek.Tests.Unit.Ordering;

public sealed class DiscountRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1000, 100_00, 10_00)]
    [InlineData(1, 49_99, 0)]
    [InlineData(1, 50_00, 1)]
    [InlineData(10_000, 12_34, 12_34)]
    public void A_share_is_rounded_once(long basisPoints, long subtotal, long off) =>
        Effect(Code(DiscountKind.Percent, basisPoints), subtotal).Amount.ShouldBe(off);

    [Theory]
    [InlineData(5_00, 100_00, 5_00)]
    [InlineData(5_00, 3_00, 3_00)]
    public void An_amount_is_never_more_than_the_lines(long value, long subtotal, long off) =>
        Effect(Code(DiscountKind.Amount, value), subtotal).Amount.ShouldBe(off);

    [Fact]
    public void Free_shipping_takes_nothing_off_the_lines()
    {
        var effect = Effect(Code(DiscountKind.FreeShipping, 0), 100_00);
        (effect.Amount, effect.FreeShipping, effect.Code).ShouldBe((0, true, "BENCH10"));
    }

    [Fact]
    public void A_minimum_that_is_not_reached_says_how_much_it_is()
    {
        var effect = Effect(Code(DiscountKind.Percent, 1000, minimum: 50_00), 49_99);
        (effect.Code, effect.Amount).ShouldBe((null, 0));
        effect.Note.ShouldNotBeNull().ShouldContain("50");
        Effect(Code(DiscountKind.Percent, 1000, minimum: 50_00), 50_00).Amount.ShouldBe(5_00);
    }

    [Fact]
    public void A_code_counts_from_its_first_moment_to_before_its_last()
    {
        WhyNot(from: Now.AddTicks(1)).ShouldNotBeNull().ShouldContain("2026-03-14");
        WhyNot(from: Now).ShouldBeNull();
        WhyNot(until: Now).ShouldNotBeNull().ShouldContain("run out");
        WhyNot(until: Now.AddTicks(1)).ShouldBeNull();
    }

    [Fact]
    public void A_code_that_is_off_is_as_unknown_as_one_that_never_was()
    {
        var off = DiscountRules.WhyNot(Code(DiscountKind.Percent, 1000, active: false), Now).ShouldNotBeNull();
        off.ShouldBe(DiscountRules.WhyNot(null, Now));
    }

    [Fact]
    public void A_code_is_used_up_at_its_last_use()
    {
        DiscountRules.WhyNot(Code(DiscountKind.Percent, 1000, uses: 2, mostUses: 3), Now).ShouldBeNull();
        DiscountRules.WhyNot(Code(DiscountKind.Percent, 1000, uses: 3, mostUses: 3), Now).ShouldNotBeNull().ShouldContain("used up");
    }

    [Fact]
    public void Codes_are_compared_without_case_and_edges() => DiscountRules.Canonical(" bench10 ").ShouldBe("BENCH10");

    [Theory]
    [InlineData("X", DiscountKind.Percent, 1000, 0, "code")]
    [InlineData("WITH SPACE", DiscountKind.Percent, 1000, 0, "code")]
    [InlineData("BENCH10\n", DiscountKind.Percent, 1000, 0, "code")]
    [InlineData("BENCH10", DiscountKind.Percent, 0, 0, "value")]
    [InlineData("BENCH10", DiscountKind.Percent, 10_001, 0, "value")]
    [InlineData("BENCH10", DiscountKind.Amount, 0, 0, "value")]
    [InlineData("BENCH10", DiscountKind.Amount, -5, 0, "value")]
    [InlineData("BENCH10", DiscountKind.FreeShipping, 1, 0, "value")]
    [InlineData("BENCH10", DiscountKind.Percent, 1000, -1, "minimum")]
    [InlineData("BENCH10", (DiscountKind)9, 1000, 0, "kind")]
    public void Figures_that_make_no_sense_are_refused_at_their_field(string code, DiscountKind kind, long value, long minimum, string field) =>
        NewDiscountRules.FindFault(New(code, kind, value) with { MinimumMinor = minimum }).ShouldNotBeNull().Error!.Field.ShouldBe(field);

    [Fact]
    public void Uses_and_dates_make_sense_too()
    {
        NewDiscountRules.FindFault(New("BENCH10", DiscountKind.Percent, 1000) with { MaxUses = 0 })!.Error!.Field.ShouldBe("maxUses");
        NewDiscountRules.FindFault(New("BENCH10", DiscountKind.Percent, 1000) with { From = Now, Until = Now })!.Error!.Field.ShouldBe("until");
        NewDiscountRules.FindFault(New("BENCH10", DiscountKind.Percent, 1000) with { From = Now, Until = Now.AddDays(1), MaxUses = 1 }).ShouldBeNull();
    }

    private static DiscountEffect Effect(DiscountRow code, long subtotal) => DiscountRules.Effect(code, subtotal, "USD", Now);

    private static string? WhyNot(DateTimeOffset? from = null, DateTimeOffset? until = null) =>
        DiscountRules.WhyNot(new DiscountRow { Code = "BENCH10", Active = true, From = from, Until = until }, Now);

    private static DiscountRow Code(DiscountKind kind, long value, long minimum = 0, bool active = true, int uses = 0, int? mostUses = null) =>
        new() { Code = "BENCH10", Kind = kind, Value = value, MinimumMinor = minimum, Active = active, Uses = uses, MaxUses = mostUses };

    private static Discount New(string code, DiscountKind kind, long value) => new(code, kind, value, 0, null, null, null, 0, Active: true);
}
