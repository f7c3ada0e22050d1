using GigGatek.Storefront.SignIn;

namespace GigGatek.Tests.Unit.Storefront;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/account/orders/GG-7F3K-2Q9M")]
    [InlineData("/search?q=ryzen&sort=price")]
    public void A_path_of_this_shop_is_kept(string path) => LocalPath.Or(path, "/account").ShouldBe(path);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("account")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/\n/evil.example/")]
    [InlineData("/account\r\nSet-Cookie: a=b")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" /account")]
    public void Anything_else_falls_back(string? path) => LocalPath.Or(path, "/account").ShouldBe("/account");
}
