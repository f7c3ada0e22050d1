using GigGatek.Operations.Deploy;
using GigGatek.Operations.Deploy.Compose;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Judging;
using GigGatek.Operations.Deploy.Plans;
using GigGatek.Operations.Deploy.Programs;
using GigGatek.Platform.Releases;
using GigGatek.Tests.Unit.Platform;

namespace GigGatek.Tests.Unit.Operations.Deploy;

public sealed class ComposeTests
{
    private static readonly ReleaseEnvironment Production = new() { Name = "production", Target = "compose", Image = "registry.example.com/giggatek", Shops = 1, Compose = new ComposePlace { Folder = "/srv/shop" } };
    private static readonly Standing Blue = new(new ReleaseState(1, [new ReleaseColour("blue", 100, "0.1.0", [new ReleaseShop(new Uri("http://shop-blue:8080"))])]), "0.1.0", HasWorker: true);

    [Fact]
    public async Task A_plan_tells_the_commands_of_its_steps()
    {
        var points = new StateFileSwitch(new ReleaseStateFile("/nowhere/release.json"), new GatewayReadings(new HttpClient(new SocketsHttpHandler()), new Uri("http://127.0.0.1:1")));
        var plan = ReleasePlan.Make(Production, "0.2.0", ReleaseStrategy.BlueGreen, Blue);
        var commands = await new ComposeTarget(Production, points, _ => { }).TellCommandsAsync(plan, TestContext.Current.CancellationToken);
        string.Join('\n', commands).Replace("flock --timeout 3600 /srv/shop/state/compose.lock ", "", StringComparison.Ordinal).ShouldBe(
            """
              2. docker pull --quiet registry.example.com/giggatek:0.2.0
              3. GIGGATEK_IMAGE=registry.example.com/giggatek:0.2.0 docker compose run --no-deps -T --name PROJECT-release-migrate migrate migrate --lint
              4. GIGGATEK_IMAGE=registry.example.com/giggatek:0.2.0 docker compose run --no-deps -T --name PROJECT-release-migrate migrate migrate --phase expand
              5. docker compose stop shop-green
              6. docker compose up --detach --no-deps --no-build shop-green
             12. GIGGATEK_GATEWAY_IMAGE=registry.example.com/giggatek:0.2.0 docker compose run --detach --no-deps --name PROJECT-gateway-relief gateway
             12. docker compose stop gateway
             12. docker compose up --detach --no-deps --no-build gateway
             12. docker stop --time 45 PROJECT-gateway-relief
             12. docker rm PROJECT-gateway-relief
             13. docker compose up --detach --no-deps --no-build worker
            """);
        plan.Steps[^1].Text.ShouldBe("Let a worker of 0.2.0 take the place of the one that runs");
    }

    [Fact]
    public async Task A_colours_version_is_that_of_its_image_whatever_the_first_state_said()
    {
        using var folder = new TemporaryFolder();
        var file = new ReleaseStateFile(Path.Combine(folder.Path, "release.json"));
        file.Write(new ReleaseState(1, [new ReleaseColour("blue", 100, "0.1.0", [new ReleaseShop(new Uri("http://shop-blue:8080"))]), new ReleaseColour("green", 0, "0.1.0", [])]));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, ".env"), "GIGGATEK_IMAGE=registry.example.com/giggatek:main\nGIGGATEK_GREEN_IMAGE=another:1\n", TestContext.Current.CancellationToken);
        var points = new StateFileSwitch(file, new GatewayReadings(new HttpClient(new SocketsHttpHandler()), new Uri("http://127.0.0.1:1")));
        var state = await new HostSwitch(points, new HostSettings(folder.Path), Production.Image).FindStateAsync(TestContext.Current.CancellationToken);
        state!.Colours.Select(colour => colour.Version).ShouldBe(["main", "0.1.0"]);
    }

    [Theory]
    [InlineData("giggatek:0.2.0", "0.2.0")]
    [InlineData("docker.io/library/giggatek:0.2.0", "0.2.0")]
    [InlineData("giggatek:0.2.0@sha256:ab", "0.2.0@sha256:ab")]
    [InlineData("other/notgiggatek:0.2.0", null)]
    public void A_container_tells_its_version_whatever_registry_the_engine_writes_before_it(string image, string? version) => Container(image).FindVersion("giggatek").ShouldBe(version);

    [Theory]
    [InlineData("running", 0, false)]
    [InlineData("running", 2, true)]
    [InlineData("restarting", 0, true)]
    [InlineData("exited", 0, true)]
    [InlineData("created", 0, false)]
    public void One_that_is_started_again_and_again_has_ended(string status, int restarts, bool hasEnded) => (Container("giggatek:1") with { Status = status, Restarts = restarts }).HasEnded.ShouldBe(hasEnded);

    [Fact]
    public void A_command_is_printed_as_a_shell_takes_it() =>
        new OutsideCommand(["docker", "run", "it's", "a b", ""]) { Settings = new Dictionary<string, string> { ["A"] = "$x" } }.ToString().ShouldBe("A='$x' docker run 'it'\\''s' 'a b' ''");

    [Fact]
    public void Several_gateways_follow_a_revision_when_all_do_and_their_counts_are_added()
    {
        var one = Report("one", revision: 7, requests: 3);
        var sum = GatewayReports.Sum([one, Report("two", revision: 7, requests: 4)]);
        sum.File.Revision.ShouldBe(7);
        sum.Read("blue").Answers.ShouldBe(7);
        sum.Identity.ShouldBe("one, two");
        GatewayReports.Sum([one, Report("two", revision: 6, requests: 0)]).File.Revision.ShouldBe(0);
    }

    private static ComposeContainer Container(string image) => new("1", "running", DateTimeOffset.UnixEpoch, 0, image, "shop", new Dictionary<string, string>());

    private static GatewayReport Report(string identity, long revision, long requests) => new(
        1, DateTimeOffset.UnixEpoch, new GatewayFile(revision, null), [10],
        new Dictionary<string, GatewayColour> { ["blue"] = new(100, "0.1.0", new GatewayCounts(0, requests, 0, 0, 0, [requests, 0])) })
    { Identity = identity };
}
