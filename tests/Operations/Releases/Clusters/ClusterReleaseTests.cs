using GigGatek.Operations.Deploy.Journals;
using GigGatek.Tests.Operations.Helm;
using GigGatek.Tests.Releases;

namespace GigGatek.Tests.Operations.Releases.Clusters;

/// <summary>Releases to a cluster by helm and kubectl, of which there are stand-ins here. tests/run/kind.sh has the real ones.</summary>
public sealed class ClusterReleaseTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-cluster-releases-");
    private StandInCluster _cluster = null!;
    private ReleaseTool _tool = null!;

    private IReadOnlyList<JournalEntry> Journal => new ReleaseJournal(Path.Combine(_folder.FullName, "state", "journal.jsonl")).Read();

    public async ValueTask InitializeAsync()
    {
        ChartFolder.RequireRenderer();
        _cluster = await StandInCluster.StartAsync();
        _tool = new ReleaseTool(Path.Combine(_folder.FullName, "environments"), _cluster.Path);
        _tool.Write($"""
            target: kubernetes
            image: registry.example.com/giggatek
            state: {_folder.FullName}/state
            kubernetes: {"{"} namespace: shop, chart: {ChartFolder.Root}, values: [{Path.Combine(ChartFolder.Root, "ci", "default-values.yaml")}] {"}"}
            release: {"{"} sample: 20, sampleSeconds: 0, readySeconds: 6, canary: [10], timesSlower: 20 {"}"}
            """);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_version_takes_the_other_colour_the_visitors_and_last_gateway_and_worker_and_goes_back_by_its_weights_alone()
    {
        await _tool.Deploys("0.1.0");
        State().ShouldBe("blue 0.1.0 100, gateway 0.1.0, worker 0.1.0");
        var (_, plan) = await _tool.RunAsync("deploy", "--version", "0.2.0", "--strategy", "canary", "--dry-run");
        var installed = _cluster.Changes.Count;
        await _tool.Deploys("0.2.0", "--strategy", "canary");
        State().ShouldBe("blue 0.1.0 0, green 0.2.0 100, gateway 0.2.0, worker 0.2.0");
        var changes = _cluster.Changes.Skip(installed).ToList();
        changes.Count.ShouldBe(5, "expand, start, two weights, gateway and worker");
        changes.Where(change => !change.Contains("--no-hooks", StringComparison.Ordinal)).ShouldBe([changes[0]], "only the first runs the hook");
        foreach (var change in changes)
        {
            plan.ShouldContain(change.Replace("helm upgrade", "helm --namespace shop upgrade", StringComparison.Ordinal), customMessage: "what was planned is what was run");
        }

        var (code, output) = await _tool.RunAsync("rollback", "--reason", "a customer complained");
        code.ShouldBe(0, output);
        State().ShouldBe("blue 0.1.0 100, green 0.2.0 0, gateway 0.1.0, worker 0.1.0");
        _cluster.Kubectl.Seen!["colours"]!["blue"]!["weight"]!.GetValue<int>().ShouldBe(100, "the gateways were told to look");
    }

    [Fact, Trait("Length", "long")]
    public async Task What_is_bad_goes_back_and_says_why_and_what_is_nowhere_or_too_old_touches_nothing()
    {
        await _tool.Deploys("0.1.0");
        foreach (var (fault, why) in new[]
        {
            ("nowhere", "ErrImagePull manifest unknown"),
            ("migration", "job shop-giggatek-migrate-expand failed"),
            ("crash", "a shop of green ended while it started: fail: This build is broken."),
            ("unready", "of green did not get ready within 6 s"),
            ("errors", "answers were errors"),
        })
        {
            var before = _cluster.Changes.Count;
            var (code, output) = await _tool.RunAsync("deploy", "--version", $"0.2.0-{fault}");
            code.ShouldBe(fault == "nowhere" ? 2 : 1, output);
            Journal[^1].Why.ShouldNotBeNull().ShouldContain(why);
            State().ShouldBe("blue 0.1.0 100, gateway 0.1.0, worker 0.1.0", fault);
            (_cluster.Changes.Count == before).ShouldBe(fault == "nowhere");
        }
    }

    [Fact]
    public async Task A_version_that_cannot_live_with_the_schema_any_more_is_not_gone_back_to()
    {
        await _tool.Deploys("0.1.0-contracted");
        await _tool.Deploys("0.2.0");
        var before = _cluster.Changes.Count;
        var (code, output) = await _tool.RunAsync("rollback");
        code.ShouldBe(2, output);
        output.ShouldContain("0.1.0-contracted cannot come back: fail: The database is newer than this program.");
        _cluster.Changes.Count.ShouldBe(before);
    }

    [Fact, Trait("Length", "long")]
    public async Task Killed_with_its_helm_in_any_step_it_leaves_what_the_next_one_ends_clean()
    {
        await _tool.Deploys("0.1.0");
        var (version, next) = ("0.1.0", "0.2.0");
        foreach (var (step, i) in new[] { "expand", "start-1", "shift-100", "gateway" }.Select((step, i) => (step, i)))
        {
            var colour = $"shop.colours.{(i % 2 == 0 ? "green" : "blue")}";
            _cluster.Helm.Hangs = command => step switch
            {
                "expand" => !command.Contains("--no-hooks", StringComparison.Ordinal),
                "start-1" => command.Contains("--no-hooks", StringComparison.Ordinal) && command.Contains($"{colour}.enabled=true,{colour}.weight=0", StringComparison.Ordinal) && command.Contains($"{colour}.tag={next}", StringComparison.Ordinal),
                "shift-100" => command.Contains($"{colour}.weight=100", StringComparison.Ordinal),
                _ => command.Contains("--wait", StringComparison.Ordinal),
            };
            using (var tool = _tool.Start("deploy", "--version", next))
            {
                var output = tool.StandardOutput.ReadToEndAsync();
                await Wait.Until("helm in its middle", () => tool.HasExited || _cluster.Helm.IsHanging);
                tool.Kill(entireProcessTree: true);
                await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
                Journal[^1].Step.ShouldBe(step, await output);
            }

            _cluster.Helm.Status.ShouldStartWith("pending", customMessage: step);
            _cluster.Helm.Hangs = _ => false;
            await _tool.Deploys(next);
            State().ShouldContain($"{next} 100");
            State().ShouldContain($"gateway {next}, worker {next}");
            (version, next) = (next, version);
        }
    }

    private string State()
    {
        var weights = _cluster.Helm.Objects.Single(manifest => manifest.Kind == "ConfigMap").Node.Text("data", "release.json")!;
        var colours = System.Text.Json.Nodes.JsonNode.Parse(weights)!["colours"]!.AsObject().Select(colour => $"{colour.Key} {_cluster.Kubectl.VersionOf(colour.Key)} {colour.Value!["weight"]}");
        var others = _cluster.Helm.Objects.Where(manifest => manifest is { Kind: "Deployment", Pod.Component: "gateway" or "worker" }).Select(manifest => $"{manifest.Pod!.Component} {manifest.Pod.Container.Text("image")!.Split(':')[^1]}");
        return string.Join(", ", colours.Concat(others.Order(StringComparer.Ordinal)));
    }
}
