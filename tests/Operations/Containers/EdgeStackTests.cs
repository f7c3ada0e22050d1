using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Tests.Operations.Gateway;

namespace GigGatek.Tests.Operations.Containers;

/// <summary>The production shape behind its edge: compose.edge.yaml.</summary>
[Collection(ContainersCollection.Name)]
public sealed partial class EdgeStackTests(ShopImage image)
{
    private static readonly string[] Attacks = ["/search?q=%27%20OR%201%3D1%20UNION%20SELECT%20password%20FROM%20users--", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/search?q=../../../../etc/passwd"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_sells_by_TLS_refuses_attacks_and_takes_a_new_certificate()
    {
        LongStacks.Require();
        await EdgeImage.RequireAsync();
        using var certificate = new TestCertificate();
        await using var stack = new ComposeStack { Overrides = ["compose.edge.yaml"], EdgeCertificate = certificate, Limits = true };
        await stack.RequireAsync(image);

        await stack.BuyAsync();
        using var client = Client(stack, certificate);
        foreach (var attack in Attacks)
        {
            using var refused = await client.GetAsync(new Uri(attack, UriKind.Relative), Ct);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden, attack);
        }

        using (var page = await client.GetAsync(new Uri("/", UriKind.Relative), Ct))
        {
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            page.Version.ShouldBe(HttpVersion.Version20);
        }

        await ItTellsTheGatewayWhoAsks(stack, client);

        certificate.Renew();
        await stack.PutCertificateAsync(certificate);
        await stack.ComposeAsync("kill", "--signal", "HUP", "edge");
        await Wait.Until("the new certificate", async () => await ServesAsync(stack, certificate));
        await stack.BuyAsync();
        (await stack.ProgramAsync("verify")).ShouldContain("All invariants hold.");
    }

    /// <summary>Who comes from elsewhere, here from the edge itself, has requests of his own: or all visitors would be one.</summary>
    private static async Task ItTellsTheGatewayWhoAsks(ComposeStack stack, HttpClient client)
    {
        const string Search = "/search?q=who";
        var left = 0;
        for (var i = 0; i < 5; i++)
        {
            using var asked = await client.GetAsync(new Uri(Search, UriKind.Relative), Ct);
            left = Left(string.Join(", ", asked.Headers.GetValues("RateLimit")));
        }

        var elsewhere = await stack.ComposeAsync("exec", "-T", "edge", "curl", "--silent", "--insecure", "--output", "/dev/null", "--dump-header", "-", $"https://localhost:8443{Search}");
        Left(elsewhere).ShouldBeGreaterThan(left);
    }

    /// <summary>Of what the gateway says and what the shop does, the lower one.</summary>
    private static int Left(string rateLimits) => Remaining().Matches(rateLimits).Min(found => int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture));

    private static async Task<bool> ServesAsync(ComposeStack stack, TestCertificate certificate)
    {
        using var client = Client(stack, certificate);
        try
        {
            return (await client.GetAsync(new Uri("/", UriKind.Relative), Ct)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static HttpClient Client(ComposeStack stack, TestCertificate certificate)
    {
        var thumbprint = certificate.Thumbprint;
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == thumbprint } })
        {
            BaseAddress = stack.Address,
            DefaultRequestVersion = HttpVersion.Version20,
        };
    }

    [GeneratedRegex("(?i)\\br=([0-9]+)")]
    private static partial Regex Remaining();
}
