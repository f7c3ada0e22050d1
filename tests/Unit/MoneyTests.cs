using GigGatek.Contracts;

namespace GigGatek.Tests.Unit;

public sealed class MoneyTests
{
    [Fact]
    public void Money_adds_in_one_currency() => (new Money(1_00, "USD") + new Money(2_50, "USD")).ShouldBe(new Money(3_50, "USD"));

    [Fact]
    public void Money_of_two_currencies_does_not_mix() =>
        Should.Throw<InvalidOperationException>(() => new Money(1, "USD") + new Money(1, "EUR"));

    [Fact]
    public void Money_never_overflows_silently() =>
        Should.Throw<OverflowException>(() => new Money(long.MaxValue, "USD") * 2);

    [Theory]
    [InlineData(1_234_50, "USD 1,234.50")]
    [InlineData(-5, "USD -0.05")]
    public void Money_never_appears_without_its_currency(long minor, string shown) => new Money(minor, "USD").ToString().ShouldBe(shown);
}
