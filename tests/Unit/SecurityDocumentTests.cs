using System.Text.RegularExpressions;

namespace GigGatek.Tests.Unit;

/// <summary>The pages about security, above all the checklist of OWASP ASVS 5.0.0: what they name is there, and no requirement is passed over.</summary>
public sealed partial class SecurityDocumentTests
{
    private const string Checklist = "docs/security/asvs.md";

    private static readonly string[] Pages = ["SECURITY.md", "docs/security.md", Checklist, "docs/security/rules.md"];
    private static readonly string[] States = ["met", "partly", "not met", "does not apply"];

    /// <summary>Where a path of these pages may begin.</summary>
    private static readonly string[] Roots = ["", "src", "src/Modules"];

    /// <summary>How many requirements of levels 1 and 2 each chapter of the standard has, from V1 on.</summary>
    private static readonly int[] Chapters = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

    [Fact]
    public void Each_requirement_has_one_row_with_a_state()
    {
        var rows = Rows();
        rows.Select(row => row.Id).ShouldBeUnique();
        Enumerable.Range(1, Chapters.Length).Select(chapter => rows.Count(row => row.Id.StartsWith($"V{chapter}.", StringComparison.Ordinal))).ShouldBe(Chapters);
        rows.Count(row => row.Level == 1).ShouldBe(70);
        rows.Count(row => row.Level == 2).ShouldBe(183);
        rows.Select(row => row.State).Distinct().ShouldBe(States, ignoreOrder: true);
    }

    [Fact]
    public void Its_figures_are_those_of_its_rows()
    {
        var page = Read(Checklist).Split('\n');
        foreach (var state in States)
        {
            var (first, second) = (Count(state, 1), Count(state, 2));
            page.Single(line => line.StartsWith($"| {state} |", StringComparison.Ordinal)).ShouldEndWith($"| {first} | {second} | {first + second} |");
        }
    }

    [Fact]
    public void What_is_met_says_how_that_is_known() =>
        Rows().Where(row => row.State == "met" && !row.Proof.Contains("Tests`", StringComparison.Ordinal) && !row.Proof.Contains("review", StringComparison.Ordinal) && !row.Proof.Contains("](", StringComparison.Ordinal))
            .Select(row => row.Id).ShouldBeEmpty();

    [Fact]
    public void What_they_name_is_there()
    {
        Pages.SelectMany(page => NamesIn(Read(page))).Count().ShouldBeGreaterThan(300);
        Pages.SelectMany(page => FindMissing(Read(page)).Select(name => $"{page} names {name}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("proved by `Integration/Web/NoSuchTests`", "Integration/Web/NoSuchTests")]
    [InlineData("in `Platform/Web/SameSite.cs` and `Platform/Web/OtherSite.cs`", "Platform/Web/OtherSite.cs")]
    [InlineData("in `docs/nothing.md`", "docs/nothing.md")]
    public void What_is_not_there_would_be_found(string planted, string name) => FindMissing(planted).ShouldBe([name]);

    [Fact]
    public void Their_links_lead_somewhere() =>
        (from page in Pages
         from link in Link().Matches(Read(page))
         let file = link.Groups["file"].Value
         let target = file.Length == 0 ? Checkout.File(page) : Path.GetFullPath(Path.Combine(Checkout.Root, Path.GetDirectoryName(page)!, file))
         where !Path.Exists(target) || (link.Groups["place"].Success && !PlacesIn(target).Contains(link.Groups["place"].Value))
         select $"{page} leads to {link.Value}").ShouldBeEmpty();

    [Theory]
    [InlineData("README.md", "docs/security.md")]
    [InlineData("README.md", "SECURITY.md")]
    [InlineData("CONTRIBUTING.md", "SECURITY.md")]
    [InlineData("CONTRIBUTING.md", Checklist)]
    public void Whoever_opens_the_repository_is_led_there(string page, string target) => Read(page).ShouldContain($"]({target})");

    private static string Read(string page) => File.ReadAllText(Checkout.File(page));

    private static List<Row> Rows() =>
        [.. RowLine().Matches(Read(Checklist)).Select(match => new Row(match.Groups["id"].Value, match.Groups["level"].Value == "1" ? 1 : 2, match.Groups["state"].Value, match.Groups["proof"].Value))];

    private static int Count(string state, int level) => Rows().Count(row => row.State == state && row.Level == level);

    /// <summary>Paths, and classes of tests. What lies in <c>secrets</c> is made on each host.</summary>
    private static IEnumerable<string> NamesIn(string text) =>
        NamedPath().Matches(text).Select(match => match.Groups["name"].Value).Where(name => !name.StartsWith("secrets/", StringComparison.Ordinal));

    private static IEnumerable<string> FindMissing(string text) => NamesIn(text).Where(name => name.EndsWith("Tests", StringComparison.Ordinal) ? !IsTest(name) : !IsPath(name)).Distinct();

    private static bool IsTest(string name)
    {
        var file = Checkout.File("tests", name + ".cs");
        return File.Exists(file) && File.ReadAllText(file).Contains($"class {Path.GetFileName(name)}", StringComparison.Ordinal);
    }

    private static bool IsPath(string name) => Roots.Any(root => Path.Exists(Path.Combine(Checkout.Root, root, name)));

    /// <summary>The headings of a page, as links name them.</summary>
    private static HashSet<string> PlacesIn(string file) =>
        [.. File.ReadLines(file).Where(line => line.StartsWith('#'))
            .Select(line => string.Concat(line.TrimStart('#', ' ').ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-')).Replace(' ', '-'))];

    [GeneratedRegex(@"^\| (?<id>V[0-9]+\.[0-9]+\.[0-9]+) \| (?<level>[12]) \| [^|]+ \| (?<state>[^|]+) \| (?<proof>.+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex RowLine();

    [GeneratedRegex("`(?<name>[A-Za-z.][^` ]*/[^` ]*)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"\]\((?!https?:)(?<file>[^)#]*)(#(?<place>[^)]+))?\)")]
    private static partial Regex Link();

    private sealed record Row(string Id, int Level, string State, string Proof);
}
