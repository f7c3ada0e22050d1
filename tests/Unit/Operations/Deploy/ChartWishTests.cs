using GigGatek.Operations.Deploy;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Kubernetes;
using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Unit.Operations.Deploy;

public sealed class ChartWishTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly ReleaseEnvironment Production = new()
    {
        Name = "production", Target = "kubernetes", Image = "registry.example.com/giggatek", State = "/srv/state",
        Kubernetes = new KubernetesPlace { Context = "eu", Namespace = "shop", Chart = "/srv/chart", Values = ["/srv/shop.yaml"], TimeoutSeconds = 300 },
    };

    [Fact]
    public void Everything_is_said_in_each_upgrade()
    {
        var wish = new ChartWish("0.1.0", "0.2.0", new ColourWish(true, 90, "0.1.0"), new ColourWish(true, 10, $"0.2.0@{Digest}"));
        new ClusterCommands(Production).Upgrade(wish).ToString().ShouldBe(
            "flock --timeout 600 /srv/state/helm.lock helm --kube-context eu --namespace shop upgrade --install shop /srv/chart --values /srv/shop.yaml " +
            "--set-string image.repository=registry.example.com/giggatek,image.tag=0.1.0,image.digest=,migrations.expand.tag=0.2.0,migrations.expand.digest= " +
            "--set shop.colours.blue.enabled=true,shop.colours.blue.weight=90 --set-string shop.colours.blue.tag=0.1.0,shop.colours.blue.digest= " +
            $"--set shop.colours.green.enabled=true,shop.colours.green.weight=10 --set-string shop.colours.green.tag=0.2.0,shop.colours.green.digest={Digest} " +
            "--no-hooks --timeout 300s");
    }

    [Fact]
    public void What_was_said_is_read_again()
    {
        var values = $$"""
            { "image": { "tag": "0.1.0", "digest": "" }, "migrations": { "expand": { "tag": "0.2.0", "digest": "{{Digest}}" } },
              "shop": { "colours": { "blue": { "enabled": true, "weight": 100, "tag": "0.1.0" }, "green": { "enabled": true, "weight": 0, "tag": "0.2.0", "digest": "{{Digest}}" } } } }
            """;
        ChartWish.Parse(values).ShouldBe(new ChartWish("0.1.0", $"0.2.0@{Digest}", new ColourWish(true, 100, "0.1.0"), new ColourWish(true, 0, $"0.2.0@{Digest}")));
    }

    [Fact]
    public void What_a_hand_has_installed_is_one_colour_with_the_version_of_all() =>
        ChartWish.Parse("""{ "image": { "tag": "0.1.0" }, "publicUrl": "https://shop.example.com" }""")
            .ShouldBe(new ChartWish("0.1.0", "0.1.0", new ColourWish(true, 100, "0.1.0"), new ColourWish(false, 0, "0.1.0")));

    [Theory]
    [InlineData("null")]
    [InlineData("""{ "image": { "tag": "" } }""")]
    public void A_version_that_only_the_chart_knows_must_be_said_first(string values) => Should.Throw<ReleaseFailedException>(() => ChartWish.Parse(values)).Message.ShouldContain("image.tag");

    [Fact]
    public void Weights_are_changed_and_nothing_else()
    {
        var wish = ChartWish.First("blue", "0.1.0").With("green", _ => new ColourWish(true, 0, "0.2.0"));
        wish.With([new ReleaseColour("blue", 0, "", []), new ReleaseColour("green", 100, "", [])])
            .ShouldBe(wish with { Blue = new ColourWish(true, 0, "0.1.0"), Green = new ColourWish(true, 100, "0.2.0") });
    }

    [Theory]
    [InlineData("latest,image.pullPolicy=Always")]
    [InlineData("0.2.0@sha256:abc")]
    [InlineData("")]
    public void What_is_no_version_never_gets_to_helm(string version) => Should.Throw<ReleaseFailedException>(() => ChartWish.First("blue", version).Arguments("giggatek").ToList());
}
