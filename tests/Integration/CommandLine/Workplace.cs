using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary>A folder with files and data folders of shops, where the built program runs as a process of its own.</summary>
public sealed class Workplace : IDisposable
{
    /// <summary>Gone after the test.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("giggatek-files-").FullName;

    /// <summary>The checkout.</summary>
    public static string SourceFolder => Checkout.Root;

    /// <summary>The program, for a shell.</summary>
    public static string CommandLine => $"dotnet '{BuiltProgram.Path}'";

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file of lines: text as it is, anything else as JSON.</summary>
    public string Write(string name, params object[] lines) =>
        Write(name, Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => line as string ?? JsonSerializer.Serialize(line)))));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    /// <summary>Runs a command to its end on the shop in the folder <c>shop</c>.</summary>
    public Task<Ended> Run(params string[] arguments) => RunOn("shop", arguments);

    /// <summary>Runs a command to its end on the shop in one of the data folders here.</summary>
    public async Task<Ended> RunOn(string shop, params string[] arguments)
    {
        using var process = Start([.. arguments, "--data", PathOf(shop)]);
        return await End(process);
    }

    /// <summary>The same, by somebody whom the permissions of files bind. They do not bind root because of two capabilities, which are taken away here.</summary>
    public async Task<Ended> RunBound(params string[] arguments)
    {
        const string reading = "-dac_override,-dac_read_search";
        string[] launcher = Environment.IsPrivilegedProcess ? ["setpriv", $"--bounding-set={reading}", $"--inh-caps={reading}"] : [];
        using var process = Start([.. arguments, "--data", PathOf("shop")], launcher: launcher);
        var ended = await End(process);
        Assert.SkipWhen(ended.Error.StartsWith("setpriv:", StringComparison.Ordinal), $"This machine lets nobody give up capabilities: {ended.Error}");
        return ended;
    }

    public static Process Start(string[] arguments, Dictionary<string, string>? environment = null, string[]? launcher = null)
    {
        string[] words = [.. launcher ?? [], "dotnet", BuiltProgram.Path, .. arguments];
        var info = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        info.Environment["COLUMNS"] = "400";
        var data = Array.IndexOf(arguments, "--data");
        foreach (var (name, value) in data < 0 ? [] : TestDatabase.In(arguments[data + 1]).Environs())
        {
            info.Environment[name] = value;
        }

        foreach (var (name, value) in environment ?? [])
        {
            info.Environment[name] = value;
        }

        return Process.Start(info)!;
    }

    public static async Task<Ended> End(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, output, await error);
    }

    /// <summary>The whole catalogue as JSON Lines.</summary>
    public async Task<List<JsonElement>> Catalogue(string shop = "shop")
    {
        var lines = await File.ReadAllLinesAsync(await Export("jsonl", $"{shop}.catalogue.jsonl", shop));
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }

    public async Task<string> Export(string format, string file, string shop = "shop")
    {
        (await RunOn(shop, "export", "--format", format, "--output", PathOf(file))).ShouldSucceed();
        return PathOf(file);
    }

    /// <summary>The rows that an import refused: their lines, and why.</summary>
    public async Task<List<(int Line, string Reason)>> Rejects(string file) =>
    [
        .. (await File.ReadAllLinesAsync(PathOf(file) + ".rejects.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => (row.GetProperty("line").GetInt32(), row.GetProperty("reason").GetString()!)),
    ];

    public void Dispose()
    {
        TestDatabase.DropIn(Folder);
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What a process left behind.</summary>
public sealed record Ended(int ExitCode, string Output, string Error)
{
    public void ShouldSucceed() => ExitCode.ShouldBe(0, Output + Error);

    /// <summary>One sentence on standard error that begins so, exit code 2, and no stack trace.</summary>
    public void ShouldRefuse(string sentence)
    {
        ExitCode.ShouldBe(2, Output + Error);
        Error.Trim().ShouldContain(sentence);
        Error.Trim().Split('\n').Length.ShouldBe(1, Error);
        (Output + Error).ShouldNotContain("   at ");
    }

    /// <summary>The line with the counts says so.</summary>
    public void ShouldCount(int created, int updated = 0, int unchanged = 0, int rejected = 0) =>
        Output.ShouldContain(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"Created: {created:N0}   Updated: {updated:N0}   Unchanged: {unchanged:N0}   Rejected: {rejected:N0}"), Case.Sensitive, Error);
}
