using System.Diagnostics;

namespace GigGatek.Tests.Operations.Workflows;

/// <summary>
/// What <c>deploy/docker/publish.sh</c> asks docker and cosign for. Registry and signing service exist only on the internet, so both programs
/// are stand-ins that write down what they were told.
/// </summary>
public sealed class PublishTests : IDisposable
{
    private const string Digest = "sha256:00000000000000000000000000000000000000000000000000000000000000aa";

    private readonly string _folder = Directory.CreateTempSubdirectory("giggatek-publish-").FullName;

    [Fact]
    public async Task A_push_names_the_commit_alone_and_tells_the_digest()
    {
        StandIn("docker", $$"""
            echo "docker $*" >>"$TOLD"
            while [ $# -gt 0 ]; do [ "$1" = --metadata-file ] && printf '{\n  "containerimage.digest": "{{Digest}}"\n}\n' >"$2"; shift; done
            """);
        Assert.SkipUnless(File.Exists(Path.Combine(Checkout.Root, "deploy", "docker", "build.sh")), "There is no deploy/docker/build.sh yet.");
        var (code, output) = await Publish("push", "registry.example.com/GigGatek/GigGatek");
        code.ShouldBe(0, output);
        output.ShouldContain($"registry.example.com/giggatek/giggatek@{Digest}");
        var told = Told();
        told.ShouldContain("--platform linux/amd64,linux/arm64");
        told.ShouldContain("--sbom=true --provenance=mode=max");
        told.Split(' ').SkipWhile(word => word != "--tag").ElementAt(1).ShouldStartWith("registry.example.com/giggatek/giggatek:commit-");
        (await File.ReadAllTextAsync(Path.Combine(_folder, "output"), TestContext.Current.CancellationToken))
            .ShouldBe($"name=registry.example.com/giggatek/giggatek\ndigest={Digest}\nimage=registry.example.com/giggatek/giggatek@{Digest}\n");
    }

    [Fact]
    public async Task It_is_signed_by_its_digest_with_its_parts()
    {
        StandIn("cosign", """echo "cosign $*" >>"$TOLD" """);
        (await Publish("sign", $"registry.example.com/giggatek@{Digest}")).Code.ShouldBe(0);
        Told().ShouldBe($"cosign sign --yes --recursive registry.example.com/giggatek@{Digest}\n");
    }

    [Fact]
    public async Task Its_version_is_named_in_the_end()
    {
        StandIn("docker", """echo "docker $*" >>"$TOLD" """);
        (await Publish("release", $"registry.example.com:5000/giggatek@{Digest}")).Code.ShouldBe(0);
        Told().ShouldMatch($@"^docker buildx imagetools create --tag registry\.example\.com:5000/giggatek:\d+\.\d+\.\d+ registry\.example\.com:5000/giggatek@{Digest}\n$");
    }

    [Theory]
    [InlineData("sign", "registry.example.com/giggatek:0.1.0", "is not REPOSITORY@sha256")]
    [InlineData("release", "registry.example.com/giggatek", "is not REPOSITORY@sha256")]
    [InlineData("push", "registry.example.com/giggatek:0.1.0", "names a tag or a digest")]
    [InlineData("deliver", "registry.example.com/giggatek", "it does not know deliver")]
    public async Task What_could_mean_another_image_is_refused(string what, string where, string sentence)
    {
        var (code, output) = await Publish(what, where);
        code.ShouldBe(2);
        output.ShouldContain(sentence);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Told() => File.ReadAllText(Path.Combine(_folder, "told"));

    private void StandIn(string program, string script)
    {
        var path = Path.Combine(_folder, program);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        using var chmod = Process.Start("chmod", ["755", path]);
        chmod.WaitForExit();
    }

    private async Task<(int Code, string Output)> Publish(string what, string where)
    {
        var script = Path.Combine(Checkout.Root, "deploy", "docker", "publish.sh");
        var start = new ProcessStartInfo("sh", [script, what, where]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder}:{start.Environment["PATH"]}";
        start.Environment["TOLD"] = Path.Combine(_folder, "told");
        start.Environment["GITHUB_OUTPUT"] = Path.Combine(_folder, "output");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
