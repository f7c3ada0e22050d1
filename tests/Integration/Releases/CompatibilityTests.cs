using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Tests.Integration.CommandLine;

namespace GigGatek.Tests.Integration.Releases;

/// <summary>This release beside the next one: on a schema that was added to it runs, on one that was taken from it does not.</summary>
[Trait("Schema", "own")]
public sealed partial class CompatibilityTests : IDisposable
{
    private readonly Workplace _place = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _place.Dispose();

    private TestDatabase Database => TestDatabase.In(_place.PathOf("shop"));

    [Fact]
    public async Task It_serves_on_what_the_next_release_has_expanded_and_not_on_what_that_has_contracted()
    {
        (await _place.Run("migrate")).ShouldSucceed();
        Database.Execute("ALTER TABLE ordering_orders ADD COLUMN next_release BIGINT NULL");
        Database.Execute("CREATE TABLE ordering_next_release (id BIGINT NOT NULL PRIMARY KEY)");
        Database.Execute("INSERT INTO schema_versions (version, applied_on, description) VALUES (209901010000, '2099-01-01', 'From the future')");

        using (var process = Serve())
        {
            var address = await ListensAt(process);
            (await AnswersAt(address, "/health/ready")).ShouldBe(HttpStatusCode.OK);
            (await AnswersAt(address, "/cart")).ShouldBe(HttpStatusCode.OK);
            Database.Execute("INSERT INTO schema_contracts (version) VALUES (209901010001)");    // begun, whether done or not
            (await AnswersAt(address, "/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
            Database.Execute("DELETE FROM schema_contracts WHERE version = 209901010001");
            process.Kill();
            await process.WaitForExitAsync(Ct);
        }

        (await _place.Run("verify")).ShouldSucceed();

        Database.Execute("INSERT INTO schema_contracts (version) VALUES (209901010001)");
        using var refused = Serve();
        (await Workplace.End(refused)).ShouldRefuse("was changed by a newer version of GigGatek (schema 209901010001)");
        (await _place.Run("verify")).ShouldRefuse("was changed by a newer version of GigGatek (schema 209901010001)");
    }

    /// <summary>What tests/run/compatibility.sh does with all tests and two releases, with one class of them and one release.</summary>
    [Fact]
    public async Task Its_tests_run_on_a_schema_that_another_program_made()
    {
        var (exitCode, output) = await TestOnSchemaBy(BuiltProgram.Path);
        exitCode.ShouldBe(0, output);
        int.Parse(Total().Match(output).Groups[1].ValueSpan, null).ShouldBeGreaterThan(3, output);

        (exitCode, output) = await TestOnSchemaBy("/nowhere/giggatek.dll");
        exitCode.ShouldNotBe(0);
        output.ShouldContain("/nowhere/giggatek.dll migrate ended with");
    }

    private static async Task<(int ExitCode, string Output)> TestOnSchemaBy(string program)
    {
        var tests = Path.Combine(AppContext.BaseDirectory, "GigGatek.Tests.Integration");
        var start = new ProcessStartInfo(tests, ["-noColor", "-class", "GigGatek.Tests.Integration.Ordering.CartTests"]) { RedirectStandardOutput = true };
        start.Environment["GIGGATEK_TEST_SCHEMA_BY"] = program;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return (process.ExitCode, output);
    }

    private Process Serve() => Workplace.Start(
        ["serve", "--urls", "http://127.0.0.1:0", "--data", _place.PathOf("shop")], new() { ["Shop__Development"] = "true", ["Shop__PublicUrl"] = "http://localhost" });

    private static async Task<Uri> ListensAt(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(Ct) is { } line)
        {
            if (Address().Match(line) is { Success: true } found)
            {
                return new Uri(found.Groups[1].Value);
            }
        }

        throw new InvalidOperationException($"The shop did not start: {await process.StandardError.ReadToEndAsync(Ct)}");
    }

    private static async Task<HttpStatusCode> AnswersAt(Uri address, string path)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { BaseAddress = address };
        return (await client.GetAsync(path, Ct)).StatusCode;
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Address();

    [GeneratedRegex("Total: ([0-9]+)")]
    private static partial Regex Total();
}
