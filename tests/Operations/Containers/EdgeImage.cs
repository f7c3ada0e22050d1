namespace GigGatek.Tests.Operations.Containers;

/// <summary>The image of the edge, built as its manual says.</summary>
internal static class EdgeImage
{
    public const string Tag = "giggatek-edge:tests";

    /// <summary>What a machine may have that does not reach the base that the Dockerfile names by its digest: an older rule set, and the same program.</summary>
    private const string StandIn = "owasp/modsecurity-crs:nginx";

    /// <summary>Builds it. Ends the test as skipped where neither base is to be had.</summary>
    public static async Task RequireAsync()
    {
        Docker.Require();
        var built = await BuildAsync();
        if (built.ExitCode != 0 && (await Docker.TryAsync(null, "image", "inspect", StandIn)).ExitCode == 0)
        {
            TestContext.Current.SendDiagnosticMessage($"The base of the edge's image cannot be had here; built on {StandIn}.");
            built = await BuildAsync("--build-arg", $"BASE={StandIn}");
            built.ExitCode.ShouldBe(0, built.All);
        }

        Assert.SkipUnless(built.ExitCode == 0, $"The base of the edge's image cannot be had on this machine: {built.Error.Trim()}");
    }

    private static Task<CommandResult> BuildAsync(params string[] options) =>
        Docker.TryAsync(Checkout.Root, ["build", "--tag", Tag, .. options, Path.Combine("deploy", "edge")]);
}
