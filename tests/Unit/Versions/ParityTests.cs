using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GigGatek.Tests.Unit.Versions;

/// <summary>The same version of every dependency wherever one is named: in compose, the chart, workflows, the Dockerfile, the dev container, scripts and manuals.</summary>
public sealed partial class ParityTests
{
    private static readonly string[] Kinds = [".yaml", ".yml", ".json", ".sh", ".md", ".props", ".csproj", ".cs", ".tpl", ".txt", ".cnf", ".conf", ""];
    private static readonly string[] Folders = [".ci", ".devcontainer", ".github", "deploy", "docs", "src/Operations", "tests/run", "tests/Operations"];

    private static readonly Dictionary<string, string[]> Files = Read();

    [Fact]
    public void Every_dependency_has_one_version_everywhere()
    {
        Dependency.All.SelectMany(dependency => dependency.FindOdd(Files)).ShouldBeEmpty();
        foreach (var (name, least) in new[] { ("MariaDB", 4), ("MySQL", 6), ("Redis", 3), (".NET", 6), ("GigGatek", 3), ("runner", 8) })
        {
            Dependency.All.Single(one => one.Name == name).FindIn(Files).Select(mention => mention.File).Count().ShouldBeGreaterThanOrEqualTo(least, name);
        }
    }

    [Theory]
    [InlineData("deploy/compose/compose.replica.yaml", "    image: mariadb:11.7", "line 3 has 11.7 of MariaDB; deploy/compose/compose.yaml says 11.8.")]
    [InlineData("deploy/helm/giggatek/values.yaml", "image: docker.io/library/mysql:8.0.36", "line 3 has 8.0.36 of MySQL; .github/workflows/ci.yml says 8.4 and 9.7.")]
    [InlineData("tests/run/kind/backends.yaml", "    image: redis:7-alpine", "line 3 has 7 of Redis; deploy/compose/compose.yaml says 8.")]
    [InlineData("deploy/docker/Dockerfile", "ARG DOTNET=9.0", "line 3 has 9.0 of .NET; global.json says 10.0.")]
    [InlineData(".devcontainer/devcontainer.json", "\"image\": \"mcr.microsoft.com/dotnet/sdk:10.1\"", "line 3 has 10.1 of .NET; global.json says 10.0.")]
    [InlineData(".github/workflows/deploy.yml", "    runs-on: ubuntu-22.04", "line 3 has 22.04 of runner; .github/workflows/ci.yml says 24.04.")]
    [InlineData("deploy/helm/giggatek/Chart.yaml", "appVersion: 0.0.9", "line 3 has 0.0.9 of GigGatek; Directory.Build.props says")]
    public void One_that_differs_is_named_with_its_file_and_line(string file, string line, string sentence)
    {
        var planted = new Dictionary<string, string[]>(Files.Where(one => one.Key != file)) { [file] = ["# planted", "", line] };
        Dependency.All.SelectMany(dependency => dependency.FindOdd(planted)).ShouldHaveSingleItem().ShouldStartWith($"{file}, {sentence}");
    }

    [Theory]
    [InlineData("redis:6379,password=x")]
    [InlineData("Server=mysql:3306")]
    [InlineData("http://mariadb:33060")]
    public void A_port_is_no_version(string line) => Dependency.All.SelectMany(one => one.FindIn(new Dictionary<string, string[]> { ["any"] = [line] })).ShouldBeEmpty();

    /// <summary>A package has its version in one place, and no project has another.</summary>
    [Fact]
    public void A_package_has_one_version()
    {
        var versions = XDocument.Load(Path.Combine(Checkout.Root, "Directory.Packages.props")).Descendants("PackageVersion").Select(one => one.Attribute("Include")!.Value).ToList();
        versions.ShouldBeUnique();
        var projects = new[] { "src", "tests" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Checkout.Root, folder), "*.csproj", SearchOption.AllDirectories)).ToList();
        var references = projects.SelectMany(file => XDocument.Load(file).Descendants("PackageReference").Select(one => (File: Path.GetFileName(file), Package: one))).ToList();
        references.Where(one => one.Package.Attribute("Version") is not null || one.Package.Attribute("VersionOverride") is not null).Select(one => one.File).ShouldBeEmpty();
        references.Count.ShouldBeGreaterThan(30);
    }

    /// <summary>What packages are built together is released together: a runner beside another core fails at run time only.</summary>
    [Fact]
    public void Packages_that_belong_together_have_one_version()
    {
        var packages = PackageLine().Matches(string.Join('\n', Files["Directory.Packages.props"])).Select(match => (Name: match.Groups["name"].Value, Version: match.Groups["version"].Value)).ToList();
        packages.Where(one => one.Name.StartsWith("FluentMigrator", StringComparison.Ordinal)).Select(one => one.Version).Distinct().Count().ShouldBe(1);
        packages.Where(one => one.Name is "Microsoft.Data.Sqlite" or "Microsoft.Extensions.Logging.Abstractions").Select(one => one.Version).Distinct().Count().ShouldBe(1);
    }

    private static Dictionary<string, string[]> Read() =>
        Directory.GetFiles(Checkout.Root).Concat(Folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Checkout.Root, folder), "*", SearchOption.AllDirectories)))
            .Where(file => Kinds.Contains(Path.GetExtension(file)) && !Path.GetRelativePath(Checkout.Root, file).Split('/').Any(part => part is "secrets" or "state" or "artifacts" or ".git"))
            .ToDictionary(file => Path.GetRelativePath(Checkout.Root, file), File.ReadAllLines);

    [GeneratedRegex(@"PackageVersion Include=""(?<name>[^""]+)"" Version=""(?<version>[^""]+)""")]
    private static partial Regex PackageLine();
}
