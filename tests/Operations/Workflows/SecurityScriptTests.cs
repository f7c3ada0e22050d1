using System.Diagnostics;

namespace GigGatek.Tests.Operations.Workflows;

/// <summary>What <c>security.yml</c> asks of scanners: their images exist only on the internet, so docker is a stand-in that writes down what it was told.</summary>
public sealed class SecurityScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("giggatek-security-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_commit_is_looked_through_for_secrets_and_none_is_printed_or_written_to()
    {
        var (code, output) = await Run("exit 0", "secrets");
        code.ShouldBe(0, output);
        Told()[^1].ShouldSatisfyAllConditions(
            told => told.ShouldContain(":/repository:ro"),
            told => told.ShouldContain(" git --redact "),
            told => told.ShouldEndWith("/repository"));
    }

    [Theory]
    [InlineData("secrets")]
    [InlineData("zap", "https://staging.example.com")]
    public async Task What_a_scanner_finds_ends_it_badly(params string[] arguments) =>
        (await Run("[ \"$1\" != run ]", arguments)).Code.ShouldNotBe(0);

    [Fact]
    public async Task Pages_and_api_are_attacked_both_even_when_one_has_failed()
    {
        var (code, output) = await Run("case $* in *zap-full*) exit 2 ;; esac", "zap", "https://staging.example.com");
        code.ShouldBe(1);
        output.ShouldContain("Found something in: pages.");
        Told().Count(told => told.Contains("-t https://staging.example.com", StringComparison.Ordinal)).ShouldBe(2);
        Told()[^1].ShouldContain("zap-api-scan.py -t https://staging.example.com/api/v1/openapi.json -f openapi");
    }

    [Theory]
    [InlineData("Say which shop", "zap")]
    [InlineData("Say which shop", "zap", "staging")]
    [InlineData("tests/run/security.sh packages", "everything")]
    [InlineData("no engine answers", "secrets")]
    public async Task What_it_cannot_do_it_says(string sentence, params string[] arguments)
    {
        var (code, output) = await Run("exit 1", arguments);
        code.ShouldBe(2);
        output.ShouldContain(sentence);
    }

    [Fact]
    public void What_ends_a_scan_badly_is_a_rule_by_number_and_name() =>
        File.ReadLines(Checkout.File("tests", "run", "zap-rules.conf")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))
            .ShouldAllBe(rule => rule.Length == 3 && int.Parse(rule[0], null) > 0 && rule[1] == "FAIL" && rule[2].StartsWith('('));

    private string[] Told() => File.ReadAllLines(Path.Combine(_folder, "told"));

    private async Task<(int Code, string Output)> Run(string docker, params string[] arguments)
    {
        var scripts = Directory.CreateDirectory(Path.Combine(_folder, "tests", "run")).FullName;
        File.Copy(Checkout.File("tests", "run", "security.sh"), Path.Combine(scripts, "security.sh"));
        Directory.CreateDirectory(Path.Combine(_folder, "bin"));
        ShellScript.Write(Path.Combine(_folder, "bin", "docker"), $"echo \"docker $*\" >>\"$TOLD\"\n{docker}");
        var start = new ProcessStartInfo("sh", [Path.Combine(scripts, "security.sh"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{Path.Combine(_folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["TOLD"] = Path.Combine(_folder, "told");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
