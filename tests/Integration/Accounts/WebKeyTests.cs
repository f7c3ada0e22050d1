using System.Xml.Linq;
using GigGatek.Platform.Security;
using GigGatek.Platform.Security.Keys;
using GigGatek.Platform.Web;

namespace GigGatek.Tests.Integration.Accounts;

[Trait("Database", "any")]
public sealed class WebKeyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_keys_of_sessions_are_sealed_in_the_database_and_outlive_the_data_folder()
    {
        await using var shop = new TestShop();
        await shop.InitializeAsync();
        var (_, browser) = await shop.HasCustomer("ann@example.com");

        var key = (string)shop.Database.Scalar("SELECT xml FROM accounts_web_keys")!;
        key.ShouldStartWith((await shop.Get<DataKeys>().ListAsync(Ct)).ShouldHaveSingleItem().Name + ".");
        key.ShouldNotContain("<");
        Directory.Exists(Path.Combine(shop.Folder, "keys", "web")).ShouldBeFalse();
        await shop.Stop();
        await shop.Start();
        (await browser.IsSignedIn()).ShouldBeTrue();
        shop.Database.Count("accounts_web_keys").ShouldBe(1);
    }

    [Fact]
    public async Task Two_processes_that_start_at_once_on_an_empty_database_use_one_key()
    {
        await using var first = new TestShop();
        await using var second = new TestShop { Beside = first };
        await first.Migrate();
        await Task.WhenAll(first.Start().AsTask(), second.Start().AsTask());

        var (_, browser) = await first.HasCustomer("ann@example.com");

        first.Database.Count("accounts_web_keys").ShouldBe(1);
        (await browser.IsSignedInAt(second)).ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_that_an_earlier_version_kept_in_files_are_taken_over()
    {
        await using var shop = new TestShop();
        await shop.InitializeAsync();
        var (_, browser) = await shop.HasCustomer("ann@example.com");
        var place = new SealedPlace("accounts_web_keys", "xml", Convert.ToInt64(shop.Database.Scalar("SELECT id FROM accounts_web_keys"), null));
        var key = XElement.Parse(shop.Get<PersonalData>().Open(place, (string)shop.Database.Scalar("SELECT xml FROM accounts_web_keys")!));
        var secret = key.Descendants().Single(element => element.Name.LocalName == "encryptedSecret");
        var plain = secret.Elements().Single().Elements().Single().ToString();
        secret.ReplaceAll(new XElement("sealed", shop.Get<PersonalData>().Seal(new SealedPlace("keys/web", "key", 0), plain)));
        await shop.Stop();
        var folder = Directory.CreateDirectory(Path.Combine(shop.Folder, "keys", "web"));
        key.Save(Path.Combine(folder.FullName, $"key-{key.Attribute("id")!.Value}.xml"));
        shop.Database.Execute("DELETE FROM accounts_web_keys");

        await shop.Start();

        (await browser.IsSignedIn()).ShouldBeTrue();
        shop.Database.Count("accounts_web_keys").ShouldBe(1);
        Directory.Exists(folder.FullName).ShouldBeFalse();
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

        answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("__Host-gg_session=", StringComparison.Ordinal)).ShouldContain("; secure", Case.Insensitive);
    }
}
