using GigGatek.Composition;
using GigGatek.Tests.Operations.Gateway;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Tests.Operations.Helm;

/// <summary>The chart with each feature, and with every two of them.</summary>
public sealed class ChartTests
{
    /// <summary>What excludes each other, and is refused: a contract step while an older release may still run.</summary>
    private static readonly string[] Excluding = ["blue-green + contract", "canary + contract"];

    public static TheoryData<string> Features => [.. ChartFolder.Features];

    [Theory, MemberData(nameof(Features))]
    public async Task A_feature_makes_confined_pods_that_are_wired_together(string feature)
    {
        var manifests = (await ChartFolder.RenderAsync([feature])).Manifests;
        Faults(manifests, [feature]).ShouldBeEmpty();
    }

    [Fact]
    public async Task So_does_every_combination_of_two_and_what_excludes_each_other_is_refused()
    {
        var renderings = await Task.WhenAll(ChartFolder.Pairs.Select(async pair => (Pair: pair, Name: string.Join(" + ", pair), Rendering: await ChartFolder.RenderAsync(pair))));
        renderings.Length.ShouldBe(ChartFolder.Features.Count * (ChartFolder.Features.Count - 1) / 2);
        renderings.Where(one => one.Rendering.Text is null).Select(one => one.Name).ShouldBe(Excluding, ignoreOrder: true);
        renderings.Where(one => one.Rendering.Text is null).ShouldAllBe(one => one.Rendering.Refusal.Contains("its version may read what is dropped"));
        renderings.Where(one => one.Rendering.Text is not null)
            .SelectMany(one => Faults(one.Rendering.Manifests, one.Pair).Select(fault => $"{one.Name}: {fault}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Probes_of_the_shop_and_the_worker_ask_for_pages_that_the_program_has()
    {
        await using var shop = ShopHost.Build(new ShopStart("", "all", new Dictionary<string, string?>()));
        var pages = ((IEndpointRouteBuilder)shop).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText).ToList();
        var probes = await Probes(component => component != "gateway");
        probes.Count.ShouldBe(6);
        probes.ShouldAllBe(path => pages.Contains(path));
    }

    [Fact]
    public async Task Probes_of_the_gateway_ask_for_what_its_management_answers()
    {
        await using var shop = await StubShop.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, shop.Address)]);
        using var client = new HttpClient(new SocketsHttpHandler());
        var probes = await Probes(component => component == "gateway");
        probes.Count.ShouldBe(3);
        foreach (var path in probes)
        {
            (await client.GetAsync(new Uri(gateway.Management, path), TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue(path);
        }
    }

    /// <summary>A database that is away must restart no pod: live asks for nothing but the process.</summary>
    private static async Task<List<string>> Probes(Func<string, bool> isMeant)
    {
        List<string> paths = [];
        foreach (var pod in (await ChartFolder.RenderAsync([])).Manifests.Where(manifest => manifest.Kind == "Deployment").Select(manifest => manifest.Pod!).Where(pod => isMeant(pod.Component)))
        {
            foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" })
            {
                pod.Container.Text(probe, "httpGet", "port").ShouldBe(pod.Component == "gateway" ? "management" : "http");
                pod.Ports.Keys.ShouldContain(pod.Container.Text(probe, "httpGet", "port"));
                paths.Add(pod.Container.Text(probe, "httpGet", "path")!);
            }

            pod.Container.Text("livenessProbe", "httpGet", "path").ShouldBe("/health/live");
        }

        return paths;
    }

    [Fact]
    public async Task A_server_listens_where_its_service_sends()
    {
        foreach (var pod in (await ChartFolder.RenderAsync([])).Manifests.Where(manifest => manifest.Kind == "Deployment").Select(manifest => manifest.Pod!))
        {
            var arguments = pod.Container.List("args").Select(argument => argument.ToString()).ToList();
            arguments[arguments.IndexOf("--urls") + 1].ShouldBe($"http://+:{pod.Ports["http"]}");
            var mounts = pod.Container.List("volumeMounts").Select(mount => mount.Text("mountPath")!).ToList();
            if (pod.Component == "gateway")
            {
                arguments[arguments.IndexOf("--management") + 1].ShouldBe($"http://+:{pod.Ports["management"]}");
                mounts.ShouldContain(Path.GetDirectoryName(pod.Environment["Gateway__StateFile"])!);
            }
            else
            {
                mounts.ShouldContain(arguments[arguments.IndexOf("--data") + 1]);
            }
        }
    }

    [Fact]
    public async Task A_release_of_one_colour_leaves_the_pods_of_the_other_alone()
    {
        var before = (await ChartFolder.RenderAsync(["blue-green"])).Manifests;
        var after = (await ChartFolder.RenderAsync(["blue-green"], "shop.colours.green.tag=0.3.0", "shop.colours.blue.weight=50", "shop.colours.green.weight=50", "image.tag=0.3.0")).Manifests;
        Pods(after, "blue").ShouldBe(Pods(before, "blue"));
        Pods(after, "green").ShouldNotBe(Pods(before, "green"));
    }

    [Fact]
    public async Task A_digest_pins_the_image_and_a_colour_without_one_runs_that_of_all()
    {
        const string digest = "sha256:00000000000000000000000000000000000000000000000000000000000000aa";
        var all = (await ChartFolder.RenderAsync([], "image.tag=0.2.0", $"image.digest={digest}")).Manifests.Select(manifest => manifest.Pod).OfType<PodTemplate>();
        all.Select(pod => pod.Container.Text("image")).ShouldAllBe(image => image == $"giggatek:0.2.0@{digest}");

        var colours = (await ChartFolder.RenderAsync([], $"image.digest={digest}", "shop.colours.blue.tag=0.1.9")).Manifests;
        colours.Select(manifest => manifest.Pod).OfType<PodTemplate>().Single(pod => pod.Component == "shop").Container.Text("image").ShouldBe("giggatek:0.1.9", "the digest is of another version");
    }

    private static string Pods(IReadOnlyList<Manifest> manifests, string colour) =>
        manifests.Single(manifest => manifest.Kind == "Deployment" && manifest.Pod!.Labels.GetValueOrDefault("giggatek.dev/colour") == colour).Node["spec"]["template"].ToString();

    private static IEnumerable<string> Faults(IReadOnlyList<Manifest> manifests, IReadOnlyList<string> features) =>
        PodRules.Check(manifests).Concat(WiringRules.Check(manifests)).Concat(features.Contains("no-network-policy") ? [] : WiringRules.CheckNetwork(manifests));
}
