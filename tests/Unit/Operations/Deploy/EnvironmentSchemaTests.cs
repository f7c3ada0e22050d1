using System.Text.Json.Nodes;
using GigGatek.Operations;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Tests.Unit.Platform;
using Json.Schema;
using YamlDotNet.Serialization;

namespace GigGatek.Tests.Unit.Operations.Deploy;

/// <summary>What editors are told of an environment's file is what the program takes.</summary>
public sealed class EnvironmentSchemaTests : IDisposable
{
    private const string Paths = "state: /srv/state\nprograms: /srv/programs\ndata: /srv/data\n";

    private static readonly string Published = Path.Combine(Checkout.Root, "deploy", "environments", "schema.json");
    private static readonly JsonSchema Schema = JsonSchema.FromText(EnvironmentSchema.Text);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>GIGGATEK_RECORD=1 writes it anew.</summary>
    [Fact]
    public void The_published_schema_is_the_one_of_the_code()
    {
        if (Environment.GetEnvironmentVariable("GIGGATEK_RECORD") == "1")
        {
            File.WriteAllText(Published, EnvironmentSchema.Text);
        }

        File.ReadAllText(Published).ShouldBe(EnvironmentSchema.Text, "Run this test once with GIGGATEK_RECORD=1.");
    }

    [Fact]
    public void Every_environment_of_the_repository_is_taken_by_both_and_names_the_schema_for_editors()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Published)!);
        var files = new EnvironmentFiles(folder);
        files.List().ShouldBe(["development", "preview", "production", "staging"], ignoreOrder: true);
        foreach (var name in files.List().Append("base"))
        {
            var text = File.ReadAllText(Path.Combine(folder.FullName, name + ".yaml"));
            text.ShouldStartWith("# yaml-language-server: $schema=schema.json\n");
            Takes(text).ShouldBeTrue(name);
        }

        files.List().ToList().ForEach(name => files.Read(name).Name.ShouldBe(name));
    }

    /// <summary>Each border of each rule, from both sides.</summary>
    [Theory]
    [InlineData("shops: 1", true)]
    [InlineData("shops: 0", false)]
    [InlineData("shops: 16", true)]
    [InlineData("shops: 17", false)]
    [InlineData("shops: two", false)]
    [InlineData("shops: 1.5", false)]
    [InlineData("shosp: 1", false)]
    [InlineData("name: other", false)]
    [InlineData("firstPort: 1023", false)]
    [InlineData("firstPort: 1024", true)]
    [InlineData("firstPort: 65000", false)]
    [InlineData("target: process", true)]
    [InlineData("target: moon", false)]
    [InlineData("target: compose\nimage: registry.example.com:5000/giggatek\nhost: deploy@shop.example.com\ncompose: { folder: /srv/giggatek }", true)]
    [InlineData("target: compose\nimage: giggatek:0.1.0\ncompose: { folder: /srv/giggatek }", false)]
    [InlineData("target: compose\nimage: giggatek\nhost: -oProxyCommand=x\ncompose: { folder: /srv/giggatek }", false)]
    [InlineData("target: compose\nimage: giggatek\ncompose: { folder: here }", false)]
    [InlineData("target: compose\nimage: giggatek\ncompose: { folder: /srv/giggatek, file: other }", false)]
    [InlineData("target: kubernetes\nimage: giggatek\nkubernetes: { namespace: shop, chart: /srv/chart, values: [/srv/a.yaml], timeoutSeconds: 10 }", true)]
    [InlineData("target: kubernetes\nimage: giggatek\nkubernetes: { namespace: Shop, chart: /srv/chart }", false)]
    [InlineData("target: kubernetes\nimage: giggatek\nkubernetes: { namespace: shop, chart: /srv/chart, values: [a.yaml] }", false)]
    [InlineData("target: kubernetes\nimage: giggatek\nkubernetes: { namespace: shop, chart: /srv/chart, timeoutSeconds: 9 }", false)]
    [InlineData("state: /srv/other", true)]
    [InlineData("state: ~/giggatek", true)]
    [InlineData("state: here", false)]
    [InlineData("state: ~other/giggatek", false)]
    [InlineData("state: ", false)]
    [InlineData("gateway: ", false)]
    [InlineData("gateway: { address: 'http://127.0.0.1:80' }", true)]
    [InlineData("gateway: { address: 'ftp://127.0.0.1' }", false)]
    [InlineData("gateway: { address: 'http://127.0.0.1/shop' }", false)]
    [InlineData("gateway: { address: '' }", false)]
    [InlineData("gateway: { port: 80 }", false)]
    [InlineData("release: { timesSlower: 1 }", false)]
    [InlineData("release: { timesSlower: 1.01 }", true)]
    [InlineData("release: { timesSlower: 100.1 }", false)]
    [InlineData("release: { moreErrorsPercent: 0 }", true)]
    [InlineData("release: { moreErrorsPercent: -0.1 }", false)]
    [InlineData("release: { canary: [1, 99] }", true)]
    [InlineData("release: { canary: [] }", true)]
    [InlineData("release: { canary: [0, 50] }", false)]
    [InlineData("release: { canary: [50, 100] }", false)]
    [InlineData("release: { canary: [50, 50] }", false)]
    [InlineData("release: { readySeconds: 3600 }", true)]
    [InlineData("release: { readySeconds: 0 }", false)]
    [InlineData("settings: { Shop__Development: true, Ordering__QuoteMinutes: 10, Shop__PublicUrl: 'http://localhost' }", true)]
    [InlineData("settings: { 'Shop:PublicUrl': x }", false)]
    [InlineData("settings: { Shop__PublicUrl: }", true)]
    [InlineData("settings: [a]", false)]
    [InlineData("hooks: { before: [sh backup.sh], after: [], failed: ['true'], seconds: 1 }", true)]
    [InlineData("hooks: { before: [''] }", false)]
    [InlineData("hooks: { during: ['true'] }", false)]
    [InlineData("hooks: { seconds: 3601 }", false)]
    [InlineData("preview: { folder: /srv/previews, hours: 1, most: 50, firstPort: 20000, address: 'http://previews.example' }", true)]
    [InlineData("preview: { hours: 0 }", false)]
    [InlineData("preview: { most: 51 }", false)]
    [InlineData("preview: { folder: previews }", false)]
    [InlineData("notices: { slack: /etc/giggatek/slack, teams: ~/teams }", true)]
    [InlineData("notices: { slack: 'https://hooks.slack.com/services/x' }", false)]
    public void Schema_and_program_agree(string line, bool isRight)
    {
        var text = (line.StartsWith("state", StringComparison.Ordinal) ? Paths[(Paths.IndexOf('\n', StringComparison.Ordinal) + 1)..] : Paths) + line + "\n";
        ProgramTakes(text).ShouldBe(isRight, "the program");
        Takes(text).ShouldBe(isRight, "the schema");
    }

    [Fact]
    public void Every_word_is_explained_and_closed()
    {
        var objects = new Queue<JsonNode>([JsonNode.Parse(EnvironmentSchema.Text)!]);
        var words = 0;
        while (objects.TryDequeue(out var one))
        {
            one["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
            foreach (var (key, value) in one["properties"]!.AsObject())
            {
                words++;
                value!["description"]?.GetValue<string>().ShouldNotBeNullOrWhiteSpace(key);
                if (value["properties"] is not null)
                {
                    objects.Enqueue(value);
                }
            }
        }

        words.ShouldBeGreaterThan(15);
    }

    private bool ProgramTakes(string text)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "staging.yaml"), text);
        try
        {
            new EnvironmentFiles(new DirectoryInfo(_folder.Path)).Read("staging");
            return true;
        }
        catch (OperationRefusedException)
        {
            return false;
        }
    }

    private static bool Takes(string yaml)
    {
        var value = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(value);
        return Schema.Evaluate(System.Text.Json.JsonDocument.Parse(json).RootElement).IsValid;
    }
}
