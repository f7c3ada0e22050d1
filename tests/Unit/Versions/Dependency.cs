using System.Text.RegularExpressions;

namespace GigGatek.Tests.Unit.Versions;

/// <summary>What the shop needs of others, in a version that stands in many files.</summary>
/// <param name="Home">The file that says which versions are right; a dependency may have several, such as both long-term ones of MySQL.</param>
/// <param name="Patterns">How files name it; the group is the version.</param>
internal sealed record Dependency(string Name, string Home, params string[] Patterns)
{
    private const string Compose = "deploy/compose/compose.yaml";
    private const string Workflow = ".github/workflows/ci.yml";

    /// <summary>Two digits at most: <c>redis:6379</c> is a port.</summary>
    private const string Tag = @":(\d{1,2}(?:\.\d+)*)(?![\d.]*\d)";

    public static IReadOnlyList<Dependency> All { get; } =
    [
        new("MariaDB", Compose, @"\bmariadb" + Tag),
        new("MySQL", Workflow, @"\bmysql" + Tag, @"MYSQL_TAG:-(\d+\.\d+)", @"MYSQL_TAG=(\d+\.\d+)"),
        new("Redis", Compose, @"\bredis" + Tag),
        new(".NET", "global.json", @"""sdk"": \{ ""version"": ""(\d+\.\d+)\.", @"mcr\.microsoft\.com/dotnet/[a-z]+:(\d+\.\d+)", @"ARG DOTNET=(\d+\.\d+)", @"--channel (\d+\.\d+)", @"<TargetFramework>net(\d+\.\d+)<"),
        new("GigGatek", "Directory.Build.props", @"<Version>(\d+\.\d+\.\d+)</Version>", @"^appVersion: (\S+)", @"docker run .*\bgiggatek:(\d+\.\d+\.\d+)"),
        new("docker compose", "docs/operations/containers.md", @"compose (\d+\.\d+) or later"),
        new("actionlint", "tests/run/lint-workflows.sh", @"actionlint@v(\d+\.\d+\.\d+)"),
        new("runner", Workflow, @"\bubuntu-(\d\d\.\d\d)\b"),
        new("curl's image", "tests/run/kind/visitors.yaml", @"\bcurlimages/curl:(\d+\.\d+\.\d+)"),
    ];

    /// <summary>All places of a tree where a version of it stands.</summary>
    public IEnumerable<Mention> FindIn(IReadOnlyDictionary<string, string[]> files) =>
        from file in files
        from line in file.Value.Select((text, i) => (Text: text, Number: i + 1))
        from pattern in Patterns
        from Match match in Regex.Matches(line.Text, pattern)
        select new Mention(file.Key, line.Number, match.Groups[1].Value);

    /// <summary>Those that its home does not say, as sentences; and its home, where that says none.</summary>
    public IEnumerable<string> FindOdd(IReadOnlyDictionary<string, string[]> files)
    {
        var mentions = FindIn(files).ToList();
        var right = mentions.Where(mention => mention.File == Home).Select(mention => mention.Version).Distinct().ToList();
        if (right.Count == 0)
        {
            return mentions.Count == 0 ? [] : [$"{Home} says no version of {Name}, and {mentions[0]} does."];
        }

        return mentions.Where(mention => !right.Contains(mention.Version)).Select(odd => $"{odd} of {Name}; {Home} says {string.Join(" and ", right)}.");
    }
}

/// <summary>A version in a line of a file.</summary>
internal sealed record Mention(string File, int Line, string Version)
{
    public override string ToString() => $"{File}, line {Line} has {Version}";
}
