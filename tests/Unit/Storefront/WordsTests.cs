using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Storefront.Words;

namespace GigGatek.Tests.Unit.Storefront;

public sealed class WordsTests
{
    [Fact]
    public void Money_has_its_currency_and_dates_have_month_names()
    {
        Say.Money(new Money(1_234_50, "USD")).ShouldBe("USD 1,234.50");
        Say.Plain(new Money(1_234_50, "USD")).ShouldBe("1234.50");
        Say.DateTime(new DateTimeOffset(2026, 11, 23, 15, 5, 0, TimeSpan.FromHours(1))).ShouldBe("23 November 2026, 14:05 UTC");
    }

    [Theory]
    [InlineData(75_00, 100_00, 25)]
    [InlineData(66_67, 100_00, 33)]
    [InlineData(99_99, 100_00, 0)]
    [InlineData(100_00, 100_00, 0)]
    [InlineData(120_00, 100_00, 0)]
    public void A_saving_is_never_overstated(long price, long newPrice, int percent) =>
        Say.SavingPercent(new Money(price, "USD"), new Money(newPrice, "USD")).ShouldBe(percent);

    [Fact]
    public void Counts_and_stock_read_as_words()
    {
        Say.Count(1, "month").ShouldBe("1 month");
        Say.Count(1200, "part").ShouldBe("1,200 parts");
        Say.Stock(0).ShouldBe("Sold out");
        Say.Stock(3).ShouldBe("3 in stock");
        Say.Stock(900).ShouldBe("More than 20 in stock");
        Say.Grades([Grade.Excellent, Grade.Good, Grade.Fair]).ShouldBe("Excellent to Fair");
        Say.Grades([Grade.Good]).ShouldBe("Good");
        Say.Grades([]).ShouldBe("Sold out");
    }
}
