using System.Text.Json;
using System.Text.RegularExpressions;

namespace GigGatek.Tests.Operations.Hooks;

/// <summary>The dev container is the machine that the rest of this repository expects.</summary>
public sealed partial class DevContainerTests
{
    private static readonly JsonElement Container = Read(".devcontainer/devcontainer.json");

    [Fact]
    public void It_has_the_sdk_that_the_repository_asks_for() =>
        Read("global.json").GetProperty("sdk").GetProperty("version").GetString().ShouldStartWith(SdkVersion() + ".");

    [Fact]
    public void It_has_the_sdk_that_the_image_is_built_with()
    {
        var dockerfile = Path.Combine(Checkout.Root, "deploy", "docker", "Dockerfile");
        Assert.SkipUnless(File.Exists(dockerfile), "There is no deploy/docker/Dockerfile yet.");
        DotnetOfImage().Match(File.ReadAllText(dockerfile)).Groups["version"].Value.ShouldBe(SdkVersion());
    }

    [Fact]
    public void Its_first_act_is_to_have_commits_checked()
    {
        Container.GetProperty("postCreateCommand").GetString().ShouldEndWith("./giggatek hooks install");
        Container.GetProperty("forwardPorts").EnumerateArray().Select(port => port.GetInt32()).ShouldContain(8080);
    }

    private static string SdkVersion() => Container.GetProperty("image").GetString()!.Split(':')[1];

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Checkout.Root, file))).RootElement;

    [GeneratedRegex(@"^ARG DOTNET=(?<version>\S+)", RegexOptions.Multiline)]
    private static partial Regex DotnetOfImage();
}
