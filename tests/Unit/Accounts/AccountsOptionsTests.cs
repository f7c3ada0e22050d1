using GigGatek.Accounts;
using GigGatek.Platform.Web;

namespace GigGatek.Tests.Unit.Accounts;

public sealed class AccountsOptionsTests
{
    [Theory]
    [InlineData(null, false, true)]
    [InlineData(null, true, false)]
    [InlineData(false, false, false)]
    [InlineData(true, true, true)]
    public void A_shop_in_production_asks_staff_for_a_second_factor_unless_it_says_no(bool? said, bool development, bool asks) =>
        new AccountsOptions { StaffNeedSecondFactor = said }.AsksSecondFactorOfStaff(new ShopOptions { Development = development }).ShouldBe(asks);
}
