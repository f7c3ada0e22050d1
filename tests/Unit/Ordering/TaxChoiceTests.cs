using GigGatek.Ordering.Pricing;
using GigGatek.Ordering.Taxes;

namespace GigGatek.Tests.Unit.Ordering;

public sealed class TaxChoiceTests
{
    [Fact]
    public void A_regions_rows_replace_those_of_its_country()
    {
        ChooseTaxes.Of([Row("", 500), Row("CA", 725)], "CA").Rates.ShouldHaveSingleItem().BasisPoints.ShouldBe(725);
        ChooseTaxes.Of([Row("", 500)], "TX").Rates.ShouldHaveSingleItem().BasisPoints.ShouldBe(500);
    }

    [Fact]
    public void A_rate_of_zero_is_no_tax() => ChooseTaxes.Of([Row("", 500), Row("OR", 0)], "OR").ShouldBe(TaxRules.None);

    [Fact]
    public void Rows_that_contradict_each_other_stop_the_checkout() =>
        Should.Throw<InvalidOperationException>(() => ChooseTaxes.Of([Row("", 500), Row("", 700, included: true)], "")).Message.ShouldContain("disagree");

    private static TaxRateRow Row(string region, int basisPoints, bool included = false) =>
        new() { Country = "US", Region = region, Name = "Tax", BasisPoints = basisPoints, Included = included };
}
