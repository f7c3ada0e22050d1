namespace GigGatek.Tests.Operations.Containers;

/// <summary>
/// What docs/operations/releases.md tells a newcomer to type, from a bare host to production with releases. Tests type just that: a
/// name that stands for one of his own (a registry, a folder) is replaced, a line never.
/// </summary>
internal static class ReleasesManual
{
    /// <summary>The image that the page speaks of, without its version.</summary>
    public const string Image = "registry.example.com/giggatek";

    /// <summary>The version that the page installs, and the one that it releases then.</summary>
    public const string First = "0.1.0";

    public const string Second = "0.2.0";

    /// <summary>The folder of the host.</summary>
    public const string Folder = "/srv/giggatek/deploy/compose";

    /// <summary>On the host, as root.</summary>
    public static IReadOnlyList<string> OnTheHost => Block("From a bare Debian host to production");

    /// <summary>Where the environment's file is.</summary>
    public static IReadOnlyList<string> FromThenOn => Block("From then on, where the environment's file is");

    /// <summary>The environment's file.</summary>
    public static IReadOnlyList<string> Environment => Block("### compose: one host");

    private static IReadOnlyList<string> Block(string after)
    {
        var lines = File.ReadAllLines(Checkout.File("docs", "operations", "releases.md"));
        var block = lines.SkipWhile(line => !line.StartsWith(after, StringComparison.Ordinal)).SkipWhile(line => !line.StartsWith("```", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line != "```").ToList();
        block.ShouldNotBeEmpty($"the page has nothing to type after “{after}”");
        return block;
    }
}
