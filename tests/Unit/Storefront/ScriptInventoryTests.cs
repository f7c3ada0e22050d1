using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GigGatek.Payments.Providers.Stripe;
using GigGatek.Storefront.Web;

namespace GigGatek.Tests.Unit.Storefront;

/// <summary>docs/security/scripts.json names every script that a page may run, whose it is, what for, and its hash.</summary>
public sealed partial class ScriptInventoryTests
{
    private static readonly string Inventory = Checkout.File("docs", "security", "scripts.json");
    private static readonly string Folder = Checkout.File("src", "Storefront", "wwwroot");

    private readonly JsonNode _inventory = JsonNode.Parse(File.ReadAllText(Inventory))!;

    /// <summary>GIGGATEK_RECORD=1 writes the hashes anew; owner and reason are for people to write.</summary>
    [Fact]
    public void Every_script_is_in_it_with_its_owner_its_reason_and_the_hash_of_what_is_served()
    {
        if (Environment.GetEnvironmentVariable("GIGGATEK_RECORD") == "1")
        {
            File.WriteAllText(Inventory, Entry().Replace(
                File.ReadAllText(Inventory), entry => $"{entry.Groups[1].Value}{AssetFiles.IntegrityOf(entry.Groups["name"].Value)}"));
        }

        var own = JsonNode.Parse(File.ReadAllText(Inventory))!["own"]!.AsArray();
        own.Select(script => Text(script, "script")).Order(StringComparer.Ordinal)
            .ShouldBe(Directory.EnumerateFiles(Folder, "*.js", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal));
        foreach (var script in own)
        {
            Text(script, "owner").ShouldNotBeNullOrWhiteSpace();
            Text(script, "reason").Length.ShouldBeGreaterThan(20, Text(script, "script"));
            Text(script, "integrity").ShouldBe(
                AssetFiles.IntegrityOf(Text(script, "script")), $"{Text(script, "script")} has changed. Look at what it does now, then run this test once with GIGGATEK_RECORD=1.");
        }
    }

    [Fact]
    public void What_is_another_companys_says_why_it_has_no_hash_and_is_what_the_payment_page_names()
    {
        var theirs = _inventory["vendors"]!.AsArray();
        foreach (var script in theirs)
        {
            Text(script, "owner").ShouldNotBeNullOrWhiteSpace();
            Text(script, "reason").Length.ShouldBeGreaterThan(20);
            Text(script, "exception").Length.ShouldBeGreaterThan(20);
        }

        var fields = StripeFields.Of(new StripeOptions());
        theirs.Select(script => Text(script, "script")).ShouldContain(fields.ScriptUrl);
        Hosts("scripts").ShouldBe(fields.ScriptHosts);
        Hosts("frames").ShouldBe(fields.FrameHosts);
        Hosts("connections").ShouldBe(fields.ConnectHosts);
        Text(_inventory["paymentPage"]!["stripe"]!, "trustedTypes").ShouldBe(fields.EnforcesTrustedTypes ? "enforced" : "reported");
    }

    private IEnumerable<string> Hosts(string kind) => _inventory["paymentPage"]!["stripe"]!["hosts"]![kind]!.AsArray().Select(host => host!.GetValue<string>());

    private static string Text(JsonNode? script, string member) => script![member]!.GetValue<string>();

    [GeneratedRegex("(\"script\": \"(?<name>js/[a-z]+\\.js)\".*?\"integrity\": \")[^\"]*", RegexOptions.Singleline)]
    private static partial Regex Entry();
}
