using System.Diagnostics;

namespace GigGatek.Tests.Operations.Helm;

/// <summary>All combinations at once before the API's own schemas, where the tool for it lies beside the checkout.</summary>
public sealed class ChartSchemaTests
{
    private static readonly string Tool = Path.Combine(Checkout.Root, "..", "shared", "tools", "k8s-validate");

    [Fact]
    public async Task Kubernetes_takes_every_combination()
    {
        Assert.SkipUnless(File.Exists(Tool), "There is no k8s-validate beside the checkout.");
        var combinations = ChartFolder.Features.Select(feature => (string[])[feature]).Concat(ChartFolder.Pairs);
        var renderings = await Task.WhenAll(combinations.Select((features, i) => ChartFolder.RenderAsync($"c{i}", features)));    // names of their own
        var (errors, output) = await Validate(string.Join('\n', renderings.Select(rendering => rendering.Text)));
        output.ShouldContain("0 errors");
        errors.ShouldBe(0, output);
    }

    [Fact]
    public async Task A_manifest_that_Kubernetes_would_refuse_is_found()
    {
        Assert.SkipUnless(File.Exists(Tool), "There is no k8s-validate beside the checkout.");
        var text = (await ChartFolder.RenderAsync([])).Text!.Replace("minReadySeconds:", "minReadySecond:", StringComparison.Ordinal);
        var (code, output) = await Validate(text);
        code.ShouldNotBe(0);
        output.ShouldContain("minReadySecond");
    }

    private static async Task<(int Code, string Output)> Validate(string manifests)
    {
        using var process = Process.Start(new ProcessStartInfo(Tool, ["--skip", "ExternalSecret"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(manifests);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
