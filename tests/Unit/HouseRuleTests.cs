using System.Xml.Linq;

namespace GigGatek.Tests.Unit;

/// <summary>The borders of the house (DESIGN: modules see Contracts and Platform only), each rule with a planted violation.</summary>
public sealed class HouseRuleTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [],
        ["Platform"] = ["Contracts"],
        ["Operations"] = ["Platform"],
        ["Gateway"] = ["Platform"],
        ["Storefront"] = ["Contracts", "Platform"],
        ["Api"] = ["Contracts", "Platform"],
        ["Catalog"] = ["Contracts", "Platform"],
        ["Ordering"] = ["Contracts", "Platform"],
        ["Payments"] = ["Contracts", "Platform"],
        ["Accounts"] = ["Contracts", "Platform"],
        ["Notifications"] = ["Contracts", "Platform"],
    };

    [Fact]
    public void Projects_reference_only_what_the_house_allows() => Violations(Projects()).ShouldBeEmpty();

    [Fact]
    public void A_module_that_references_another_would_be_found() =>
        Violations([("Ordering", ["Contracts", "Platform", "Catalog"])]).ShouldBe(["Ordering must not reference Catalog"]);

    [Fact]
    public void A_module_shows_nothing_but_its_front_door()
    {
        foreach (var module in Composition.ShopModules.All.Where(module => module.Name is not ("storefront" or "api")))
        {
            var doors = module.GetType().Assembly.GetExportedTypes()
                .Where(type => type != module.GetType() && !type.IsAssignableTo(typeof(FluentMigrator.MigrationBase)) && !type.IsNested)
                .Select(type => type.FullName!).Except(KnownDoors);
            doors.ShouldBeEmpty(module.Name);
        }
    }

    /// <summary>Types that the program itself calls: the command line reads and writes files as streams, which no contract can carry.</summary>
    private static readonly string[] KnownDoors =
    [
        "GigGatek.Catalog.Files.ICatalogFiles", "GigGatek.Catalog.Files.ImportFiles", "GigGatek.Catalog.Files.ImportProgress",
        "GigGatek.Catalog.Files.ImportReport", "GigGatek.Catalog.Files.ExportFormat", "GigGatek.Catalog.Files.ExportProgress",
        "GigGatek.Catalog.Demo.IDemoCatalogue", "GigGatek.Catalog.Demo.DemoSize",
    ];

    private static IEnumerable<string> Violations(IEnumerable<(string Name, string[] References)> projects) =>
        from project in projects
        where Allowed.ContainsKey(project.Name)
        from reference in project.References
        where !Allowed[project.Name].Contains(reference)
        select $"{project.Name} must not reference {reference}";

    private static IEnumerable<(string Name, string[] References)> Projects()
    {
        var files = Directory.GetFiles(Path.Combine(Checkout.Root, "src"), "*.csproj", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThan(Allowed.Count);
        return files.Select(file => (
            Path.GetFileNameWithoutExtension(file),
            XDocument.Load(file).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).ToArray()));
    }
}
