using GigGatek.Platform.Security.Keys;
using GigGatek.Platform.Web;

namespace GigGatek.Tests.Integration.Accounts;

public sealed class WebKeyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_keys_of_sessions_are_sealed_and_for_the_shop_alone()
    {
        await using var shop = new TestShop();
        await shop.InitializeAsync();
        await shop.HasCustomer("ann@example.com");

        var folder = Path.Combine(shop.Folder, "keys", "web");
        var key = await File.ReadAllTextAsync(Directory.GetFiles(folder, "*.xml").ShouldHaveSingleItem(), Ct);
        key.ShouldContain("<sealed");
        key.ShouldContain($">{(await shop.Get<DataKeys>().ListAsync(Ct)).ShouldHaveSingleItem().Name}.");
        key.ShouldNotContain("masterKey");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Where_visitors_come_by_https_the_session_travels_by_https_only()
    {
        await using var shop = new TestShop();
        shop.Settings["Shop:PublicUrl"] = "https://shop.example";
        await shop.InitializeAsync();
        shop.Get<Microsoft.Extensions.Options.IOptions<ShopOptions>>().Value.PublicUrl.ShouldBe("https://shop.example");
        await shop.Registers("ann@example.com");
        using var browser = shop.NewBrowser();

        using var answer = await browser.SendSignIn("ann@example.com");

        answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("gg_session=", StringComparison.Ordinal)).ShouldContain("; secure", Case.Insensitive);
    }
}
