using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using GigGatek.Operations.Deploy.Journals;
using Microsoft.Data.Sqlite;

namespace GigGatek.Tests.Releases;

/// <summary>An environment on this machine: a folder of programs, one of data, a file that says so, and whatever was released to it.</summary>
internal sealed class ReleasedShop : IAsyncDisposable
{
    private const string Parts = "parts.jsonl";
    private static readonly string Broken = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "BrokenBuild", "release", "BrokenBuild.dll"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-releases-");

    private readonly int _firstPort = FreePorts.Next(2);

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePorts.Next()}");

    public Uri Management { get; } = new($"http://127.0.0.1:{FreePorts.Next()}");

    public IReadOnlyList<JournalEntry> Journal => new ReleaseJournal(Path.Combine(State, "journal.jsonl")).Read();

    public string State => Path.Combine(_folder.FullName, "state");

    /// <summary>What its database's history says of itself.</summary>
    public IReadOnlyList<long> SchemaChanges
    {
        get
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "giggatek.db")};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT version FROM schema_versions";
            using var reader = command.ExecuteReader();
            var versions = new List<long>();
            while (reader.Read())
            {
                versions.Add(reader.GetInt64(0));
            }

            return versions;
        }
    }

    private ReleaseTool Tool => new(Path.Combine(_folder.FullName, "environments"));

    private string Data => Path.Combine(_folder.FullName, "data");

    private string Programs => Path.Combine(_folder.FullName, "programs");

    private static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Shop__PublicUrl"] = "http://shop.example", ["Shop__Development"] = "true", ["Payments__Provider"] = "test",
        ["Shutdown__KeepServingSeconds"] = "1",
    };

    /// <summary>Makes the folders, a shop's data with sixty parts, and the build 0.1.0.</summary>
    public async ValueTask PrepareAsync()
    {
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(State);
        var file = Path.Combine(_folder.FullName, Parts);
        await File.WriteAllLinesAsync(file, Enumerable.Range(1, 60).Select(i =>
            $$"""{"name":"Part {{i}} of the tests","category":"widget","price":200,"variants":[{"grade":"Good","price":100,"stock":100000,"sku":"PART-{{i}}"}]}"""));
        await BuiltProgram.RunAsync(Settings, "keys", "create", "--master", "--data", Data);
        await BuiltProgram.RunAsync(Settings, "migrate", "--data", Data);
        await BuiltProgram.RunAsync(Settings, "import", file, "--data", Data);
        WriteEnvironment(sample: 60);
        Publish("0.1.0");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var note in Directory.Exists(Path.Combine(State, "processes")) ? Directory.GetFiles(Path.Combine(State, "processes")) : [])
        {
            try
            {
                Process.GetProcessById(int.Parse((await File.ReadAllTextAsync(note)).Split(' ')[0], CultureInfo.InvariantCulture)).Kill();
            }
            catch (ArgumentException)
            {
                // it has ended
            }
        }

        for (var tries = 0; tries < 50 && _folder.Exists; tries++)
        {
            try
            {
                _folder.Delete(recursive: true);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(100);    // a process that ends still writes there
            }
        }
    }

    /// <summary>How a release is judged: as quickly as a test needs it, unless told otherwise.</summary>
    public void WriteEnvironment(int sample, int readySeconds = 60, double timesSlower = 3, int sampleSeconds = 2)
    {
        Tool.Write(string.Create(CultureInfo.InvariantCulture, $"""
            state: {State}
            programs: {Programs}
            data: {Data}
            shops: 1
            firstPort: {_firstPort}
            gateway: {"{"} address: "{Address.GetLeftPart(UriPartial.Authority)}", management: "{Management.GetLeftPart(UriPartial.Authority)}" {"}"}
            release: {"{"} sample: {sample}, sampleSeconds: {sampleSeconds}, readySeconds: {readySeconds}, timesSlower: {timesSlower} {"}"}
            settings:
            {string.Join('\n', Settings.Select(setting => $"  {setting.Key}: \"{setting.Value}\""))}
            """));
    }

    /// <summary>Lines at the end of the environment's file, where its settings are; in the place of others if they are named.</summary>
    public void AddToEnvironment(string lines, string instead = "")
    {
        var file = Path.Combine(_folder.FullName, "environments", "staging.yaml");
        var text = File.ReadAllText(file).TrimEnd();
        File.WriteAllText(file, (instead.Length > 0 ? text.Replace(instead, lines, StringComparison.Ordinal) : $"{text}\n{lines}") + "\n");
    }

    /// <summary>A build of a version: the program as it was built here, made bad if a fault is named.</summary>
    public void Publish(string version, string? fault = null)
    {
        var folder = Path.Combine(Programs, version);
        Directory.CreateDirectory(Programs);
        using (var copy = Process.Start("cp", ["-r", BuiltProgram.Folder, folder]))
        {
            copy.WaitForExit();
            if (copy.ExitCode != 0)
            {
                throw new InvalidOperationException("The program could not be copied.");
            }
        }

        if (fault is not null)
        {
            var hook = Path.Combine(folder, "BrokenBuild.dll");
            File.Copy(Broken, hook);
            File.WriteAllText(Path.Combine(folder, "fault"), fault);
            var file = Path.Combine(folder, "giggatek.runtimeconfig.json");
            var settings = JsonNode.Parse(File.ReadAllText(file))!;
            settings["runtimeOptions"]!["configProperties"] ??= new JsonObject();
            settings["runtimeOptions"]!["configProperties"]!["STARTUP_HOOKS"] = hook;
            File.WriteAllText(file, settings.ToJsonString());
        }
    }

    /// <summary>Runs the tool to its end.</summary>
    public Task<(int Code, string Output)> RunAsync(params string[] arguments) => Tool.RunAsync(arguments);

    /// <summary>Releases a version, which must go well.</summary>
    public Task Deploys(string version, params string[] more) => Tool.Deploys(version, more);

    /// <summary>Starts the tool, for whoever ends it.</summary>
    public Process Start(params string[] arguments) => Tool.Start(arguments);

    /// <summary>What the books say, by the command that says it.</summary>
    public Task ShouldBalance() => BuiltProgram.RunAsync(Settings, "verify", "--data", Data);

    /// <summary>The version that visitors get, by the page that tells it.</summary>
    public async Task<string> ActiveVersion()
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        using var status = await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<System.Text.Json.JsonDocument>(client, new Uri(Management, "/status"));
        return status!.RootElement.GetProperty("colours").EnumerateObject().Single(colour => colour.Value.GetProperty("weight").GetInt32() == 100).Value.GetProperty("version").GetString()!;
    }
}
