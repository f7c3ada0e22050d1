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
        Write("staging", "target: moon\nstate: here\nprograms: /srv/programs\ndata: /srv/data\nshops: 0\nrelease: { canary: [50, 10] }\n");
        var refusal = Should.Throw<OperationRefusedException>(() => Read("staging")).Message;
        foreach (var part in new[] { "target must be process, not “moon”", "state must be a whole path", "shops must be from 1 to 16", "release.canary must be weights from 1 to 99 that grow" })
        {
            refusal.ShouldContain(part);
        }
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
