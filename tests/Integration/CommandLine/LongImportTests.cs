using System.Diagnostics;
using System.Text.Json;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary>Imports that take a while: killed in the middle, watched in a terminal, and larger than memory allows.</summary>
public sealed class LongImportTests : IDisposable
{
    private const int Rows = 12_000;

    private readonly Workplace _here = new();

    [Fact]
    public async Task Killed_in_the_middle_and_repeated_it_gives_what_one_clean_import_gives()
    {
        var file = WriteRows("cpu.jsonl", Rows);
        (await _here.RunOn("clean", "import", file)).ShouldCount(created: Rows);
        (await _here.RunOn("killed", "migrate")).ShouldSucceed();
        TestDatabase.In(_here.PathOf("killed")).SlowDown("UPDATE", "catalog_changes");    // one in each batch
        foreach (var landed in new[] { 1, Rows / 3 })
        {
            using var import = Workplace.Start(["import", file, "--data", _here.PathOf("killed")]);
            await TestShop.Until(() => Task.FromResult(Count("killed") >= landed || import.HasExited), "the first rows");
            import.Kill();
            await import.WaitForExitAsync(TestContext.Current.CancellationToken);
            (Count("killed") % 2000).ShouldBe(0);    // whole batches
            (await _here.RunOn("killed", "verify")).ShouldSucceed();
        }

        Count("killed").ShouldBeInRange(1, Rows - 1);
        TestDatabase.In(_here.PathOf("killed")).SpeedUp();
        (await _here.RunOn("killed", "import", file)).ShouldSucceed();
        (await _here.RunOn("killed", "import", file)).ShouldCount(created: 0, unchanged: Rows);
        (await _here.RunOn("killed", "verify")).ShouldSucceed();
        (await File.ReadAllBytesAsync(await _here.Export("jsonl", "killed.jsonl", "killed"))).ShouldBe(await File.ReadAllBytesAsync(await _here.Export("jsonl", "clean.jsonl", "clean")));
    }

    /// <summary>The runtime may keep 100 MB of objects; the file has 180 MB.</summary>
    [Fact, Trait("Database", "any")]
    public async Task A_file_larger_than_the_memory_is_imported_and_exported()
    {
        var file = WriteRows("large.jsonl", 10_000, new string('d', 18_000));
        new FileInfo(file).Length.ShouldBeGreaterThan(180_000_000);
        var little = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x6400000" };
        using var import = Workplace.Start(["import", file, "--data", _here.PathOf("shop")], little);
        (await Workplace.End(import)).ShouldCount(created: 10_000);

        using var export = Workplace.Start(["export", "--format", "shopify", "--output", _here.PathOf("all.csv"), "--data", _here.PathOf("shop")], little);
        (await Workplace.End(export)).ShouldSucceed();
        new FileInfo(_here.PathOf("all.csv")).Length.ShouldBeGreaterThan(180_000_000);
    }

    [Fact, Trait("Database", "any")]
    public async Task A_terminal_shows_a_bar_with_rate_and_time_left_and_a_log_one_line_a_file()
    {
        var file = WriteRows("cpu.jsonl", Rows);
        var log = await _here.Run("import", file);
        log.Output.ShouldNotContain("\r");
        log.Output.Split('\n').Count(line => line.Contains("rows/s")).ShouldBe(1);
        log.Output.ShouldContain("12,000 rows");

        Assert.SkipUnless(File.Exists("/usr/bin/script"), "A terminal for the test comes from script(1).");
        var info = new ProcessStartInfo("/usr/bin/script", ["-q", "-e", "-c", $"{Workplace.CommandLine} import '{file}' --data '{_here.PathOf("other")}'", "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var script = Process.Start(info)!;
        var terminal = await Workplace.End(script);
        terminal.ExitCode.ShouldBe(0, terminal.Output);
        terminal.Output.Split('\r').Count(line => line.Contains("rows/s")).ShouldBeGreaterThan(2);
        terminal.Output.ShouldContain(" s left");
        terminal.Output.ShouldContain("█");
    }

    public void Dispose() => _here.Dispose();

    private string WriteRows(string name, int rows, string? description = null)
    {
        using var text = new StreamWriter(_here.PathOf(name));
        for (var i = 0; i < rows; i++)
        {
            text.WriteLine(JsonSerializer.Serialize(description is null
                ? new { name = $"Part {i % 9000}", price = 10 + (i % 500), core_count = i % 64, color = i % 2 == 0 ? "Black" : "White" }
                : (object)new { name = $"Part {i}", price = 10 + (i % 500), description }));
        }

        return _here.PathOf(name);
    }

    private int Count(string shop) => (int)TestDatabase.In(_here.PathOf(shop)).Count("catalog_products");
}
