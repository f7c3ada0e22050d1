using GigGatek.Operations;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Tests.Unit.Platform;

namespace GigGatek.Tests.Unit.Operations.Deploy;

public sealed class EnvironmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_environment_says_what_is_different_from_the_base()
    {
        Write("base", "state: /srv/state\nprograms: /srv/programs\ndata: /srv/data\nshops: 2\nsettings: { A: one, B: two }\nrelease: { sample: 300 }\n");
        Write("staging", "shops: 3\nsettings: { B: three }\n");
        var staging = Read("staging");
        staging.Name.ShouldBe("staging");
        staging.Shops.ShouldBe(3);
        staging.Settings.ShouldBe(new Dictionary<string, string> { ["A"] = "one", ["B"] = "three" }, ignoreOrder: true);
        staging.Release.Sample.ShouldBe(300);
        staging.Release.ReadySeconds.ShouldBe(45);
    }

    [Fact]
    public void A_word_that_nothing_knows_is_refused_with_its_file_and_line()
    {
        Write("staging", "state: /srv/state\nshosp: 3\n");
        var refusal = Should.Throw<OperationRefusedException>(() => Read("staging")).Message;
        refusal.ShouldContain("staging.yaml, line 2");
        refusal.ShouldContain("shosp");
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        Write("staging", "state: here\nprograms: /srv/programs\ndata: /srv/data\nshops: 0\nrelease: { canary: [50, 10] }\n");
        var refusal = Should.Throw<OperationRefusedException>(() => Read("staging")).Message;
        foreach (var part in new[] { "state must be a whole path", "shops must be from 1 to 16", "release.canary must be weights from 1 to 99 that grow" })
        {
            refusal.ShouldContain(part);
        }
    }

    [Fact]
    public void A_place_that_nothing_knows_is_answered_with_those_that_there_are()
    {
        Write("staging", "target: moon\n");
        Should.Throw<OperationRefusedException>(() => Read("staging")).Message.ShouldBe("The environment staging is not right: target must be process, compose or kubernetes, not “moon”.");
    }

    [Fact]
    public void Each_place_asks_for_what_it_needs_and_for_nothing_of_the_others()
    {
        Write("one", "target: compose\nimage: registry.example.com/giggatek\nhost: deploy@shop.example.com\ncompose: { folder: /srv/giggatek/deploy/compose }\nshops: 2\n");
        Read("one").ShouldSatisfyAllConditions(one => one.State.ShouldBe("/srv/giggatek/deploy/compose/state"), one => one.Shops.ShouldBe(1));
        Write("two", "target: compose\nimage: giggatek:0.1.0\nhost: -oProxyCommand=x\n");
        var refusal = Should.Throw<OperationRefusedException>(() => Read("two")).Message;
        refusal.ShouldContain("image must be an image without a tag");
        refusal.ShouldContain("host must be as ssh takes it");
        refusal.ShouldContain("compose.folder must be a whole path");
        Write("three", "target: kubernetes\nimage: localhost:5000/giggatek\nhost: shop.example.com\nstate: /srv/state\nkubernetes: { namespace: Shop, chart: /srv/chart }\n");
        refusal = Should.Throw<OperationRefusedException>(() => Read("three")).Message;
        refusal.ShouldContain("kubernetes.namespace must be a name");
        refusal.ShouldContain("host counts for the target compose");
        refusal.ShouldNotContain("image");
    }

    [Fact]
    public void A_name_that_there_is_not_is_answered_with_those_that_there_are()
    {
        Write("base", "shops: 2\n");
        Write("production", "shops: 2\n");
        Should.Throw<OperationRefusedException>(() => Read("prod")).Message.ShouldBe("There is no environment prod: there are production.");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.Path, name + ".yaml"), text);

    private ReleaseEnvironment Read(string name) => new EnvironmentFiles(new DirectoryInfo(_folder.Path)).Read(name);
}
