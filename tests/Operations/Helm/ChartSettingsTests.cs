using System.Reflection;
using System.Text.RegularExpressions;
using GigGatek.Composition;
using GigGatek.Gateway;
using GigGatek.Platform.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Tests.Operations.Helm;

/// <summary>The chart sets nothing that the program, or the script of the edge, does not read.</summary>
public sealed class ChartSettingsTests
{
    /// <summary>Files and variables that are no settings.</summary>
    private static readonly string[] NoSettings = ["master.key"];

    [Fact]
    public async Task What_the_chart_sets_is_a_setting_of_the_program()
    {
        var pods = (await Task.WhenAll(ChartFolder.Features.Select(feature => ChartFolder.RenderAsync([feature]))))
            .SelectMany(rendering => rendering.Manifests).Select(manifest => manifest.Pod).OfType<PodTemplate>().ToList();
        var set = Names(pods.Where(pod => pod.Component is not ("gateway" or "edge")));
        set.ShouldContain("Notifications__Smtp__Password");
        set.ShouldContain("Database__Replicas__1");
        set.Where(name => !Reads(Sections(), name)).ShouldBeEmpty();

        var ofGateway = Names(pods.Where(pod => pod.Component == "gateway"));
        ofGateway.ShouldContain("Gateway__StateFile");
        ofGateway.Where(name => !Reads(SectionsOfGateway(), name)).ShouldBeEmpty();

        // nginx drains until the pod's time is over; how long that is stands beside it for PodRules
        var ofEdge = Names(pods.Where(pod => pod.Component == "edge")).Where(name => !name.StartsWith("Shutdown__", StringComparison.Ordinal)).ToList();
        ofEdge.ShouldContain("EDGE_GATEWAY");
        var script = await File.ReadAllTextAsync(Checkout.File("deploy", "edge", "edge.sh"), TestContext.Current.CancellationToken);
        ofEdge.Where(name => !Regex.IsMatch(script, $@"\$\{{?{name}\b")).ShouldBeEmpty();
    }

    private static List<string> Names(IEnumerable<PodTemplate> pods) => [.. pods.SelectMany(pod => pod.Environment.Keys.Concat(pod.SecretFiles)).Distinct().Except(NoSettings)];

    [Fact]
    public void The_schema_takes_the_sections_that_the_program_has()
    {
        var pattern = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(ChartFolder.Root, "values.schema.json"))).RootElement
            .GetProperty("properties").GetProperty("settings").GetProperty("patternProperties").EnumerateObject().Single().Name;
        var taken = pattern[(pattern.IndexOf('(', StringComparison.Ordinal) + 1)..pattern.IndexOf(')', StringComparison.Ordinal)].Split('|');
        taken.Append("Shutdown").Order().ShouldBe(Sections().Select(section => section.Section.Split(':')[0]).Distinct().Order(), "Shutdown has values of its own");
    }

    [Theory]
    [InlineData("Shop__Name", true)]
    [InlineData("Shop__Nmae", false)]
    [InlineData("Notifications__Smtp__Port", true)]
    [InlineData("Notifications__Smtp__Prot", false)]
    [InlineData("Database__ConnectionStrings__catalog", true)]
    [InlineData("Logging__LogLevel__Default", true)]
    [InlineData("Nothing__Name", false)]
    public void A_setting_that_nobody_reads_would_be_found(string name, bool isRead) => Reads(Sections(), name).ShouldBe(isRead);

    private static List<(string Section, Type Type)> SectionsOfGateway() =>
        [.. new ServiceCollection().AddGateway(new ConfigurationBuilder().Build()).ListKnownSections()];

    private static List<(string Section, Type Type)> Sections()
    {
        List<(string, Type)> sections = [];
        _ = ShopHost.Build(new ShopStart("", "all", new Dictionary<string, string?>()), builder => sections.AddRange(builder.Services.ListKnownSections()));
        return sections;
    }

    private static bool Reads(List<(string Section, Type Type)> sections, string variable)
    {
        var key = variable.Replace("__", ":", StringComparison.Ordinal);
        return sections.Exists(section => key.StartsWith(section.Section + ":", StringComparison.Ordinal) && Reads(section.Type, key[(section.Section.Length + 1)..].Split(':')));
    }

    private static bool Reads(Type type, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty || type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>)))
        {
            return true;
        }

        return type.GetProperty(path[0], BindingFlags.Public | BindingFlags.Instance) is { CanWrite: true } property
            && (path.Length == 1 || Reads(property.PropertyType, path[1..]));
    }
}
