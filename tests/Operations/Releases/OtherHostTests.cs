using System.Diagnostics;
using GigGatek.Tests.Releases;

namespace GigGatek.Tests.Operations.Releases;

/// <summary>
/// A release to another host: it runs there, and what is lost of the connection changes nothing. The way is a stand-in named ssh, which
/// gives its shell the same words and the same input; the tool there is a stand-in too, and notes what it was told.
/// </summary>
public sealed class OtherHostTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-other-host-");
    private readonly string _host;
    private readonly ReleaseTool _tool;

    public OtherHostTests()
    {
        _host = _folder.CreateSubdirectory("host's folder").FullName;
        ShellScript.Write(Path.Combine(_folder.CreateSubdirectory("bin").FullName, "ssh"), """
            echo $$ >"$(dirname -- "$0")/ssh.id"
            for word; do shift; [ "$word" = deploy@shop.example.com ] && break; done
            exec "$@"
            """);
        ShellScript.Write(Path.Combine(_host, "giggatek"), """
            for word; do echo "[$word]"; done
            echo "reads $(grep target: "$(echo "$*" | sed 's/.*--environments \(.*\) --here/\1/')/staging.yaml")"
            while [ -e wait ]; do sleep 0.1; done
            echo "Visitors have it."
            echo ended >ended
            exit "$(cat code 2>/dev/null || echo 0)"
            """);
        _tool = new ReleaseTool(Path.Combine(_folder.FullName, "environments"), Path.Combine(_folder.FullName, "bin"));
        _tool.Write($"target: compose\nhost: deploy@shop.example.com\nimage: registry.example.com/giggatek\ncompose: {"{"} folder: \"{_host}\" {"}"}\n");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task It_runs_there_by_the_environment_that_is_here_and_its_words_and_its_exit_code_come_back(int code)
    {
        await File.WriteAllTextAsync(Path.Combine(_host, "code"), $"{code}", TestContext.Current.CancellationToken);
        var (exit, output) = await _tool.RunAsync("deploy", "--version", "0.2.0", "--reason", "it's \"time\"; rm -rf $HOME");
        exit.ShouldBe(code, output);
        foreach (var word in new[] { "[deploy]", "[0.2.0]", "[it's \"time\"; rm -rf $HOME]", "[staging]", "[--here]", "reads target: compose", "Visitors have it." })
        {
            output.ShouldContain(word);
        }
    }

    [Fact]
    public async Task A_lost_connection_is_told_and_the_release_comes_to_its_end_there()
    {
        await File.WriteAllTextAsync(Path.Combine(_host, "wait"), "", TestContext.Current.CancellationToken);
        using var tool = _tool.Start("deploy", "--version", "0.2.0");
        var output = tool.StandardOutput.ReadToEndAsync();
        var id = Path.Combine(_folder.FullName, "bin", "ssh.id");
        await Wait.Until("the release to begin there", () => Directory.Exists(Path.Combine(_host, "state", "runs")) && Directory.EnumerateFiles(Path.Combine(_host, "state", "runs"), "log", SearchOption.AllDirectories).Any(log => new FileInfo(log).Length > 0));
        using (var hangUp = Process.Start("kill", ["-9", (await File.ReadAllTextAsync(id, TestContext.Current.CancellationToken)).Trim()]))
        {
            await hangUp.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        File.Exists(Path.Combine(_host, "ended")).ShouldBeFalse();
        File.Delete(Path.Combine(_host, "wait"));
        await Wait.Until("its end", () => File.Exists(Path.Combine(_host, "ended")));
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await output).ShouldContain("is not followed any more");
        tool.ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_said_to_be_one()
    {
        ShellScript.Write(Path.Combine(_folder.FullName, "bin", "ssh"), "echo 'ssh: connect to host shop.example.com port 22: No route to host' >&2; exit 255");
        var (exit, output) = await _tool.RunAsync("releases");
        exit.ShouldBe(3, output);
        output.ShouldContain("No route to host");
    }
}
