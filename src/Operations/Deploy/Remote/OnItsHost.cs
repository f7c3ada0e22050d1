using System.Diagnostics;
using System.Globalization;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Deploy.Remote;

/// <summary>
/// Has a command about an environment run on the environment's own host, by the tool there, and follows what it says. It is a process of that host,
/// in a session of its own: whatever becomes of the connection or of this machine, it comes to its end. See docs/decisions/0019.
/// </summary>
/// <param name="text">The environment's file, everything merged: the host does what is said here, whatever its own files say.</param>
public sealed class OnItsHost(ReleaseEnvironment environment, string text, Action<string> say)
{
    /// <summary>The command's exit code when the connection was lost: how it ended is not known here. The commands themselves end with less; ssh that fails or is killed, with more.</summary>
    public const int Lost = 3;

    private const string EndOfFile = "END-OF-ENVIRONMENT";

    /// <summary>Runs it. Its exit code there, or <see cref="Lost"/>.</summary>
    /// <param name="words">The command and its options, without those about environments.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken ct)
    {
        var command = new OutsideCommand(["ssh", "-o", "BatchMode=yes", "-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3", environment.Host, "sh", "-s"]);
        say($"$ ssh {environment.Host}: {string.Join(' ', words)}");
        using var ssh = OutsideProgram.Start(command);
        var errors = RepeatAsync(ssh.StandardError);
        var output = RepeatAsync(ssh.StandardOutput);
        try
        {
            await ssh.StandardInput.WriteAsync(Script(words).AsMemory(), ct);
            ssh.StandardInput.Close();
            await ssh.WaitForExitAsync(ct);
            await Task.WhenAll(errors, output);
        }
        catch (Exception cut) when (cut is IOException || (cut is OperationCanceledException && ct.IsCancellationRequested))
        {
            End(ssh);
            return TellLost();
        }

        return ssh.ExitCode < Lost ? ssh.ExitCode : TellLost();
    }

    /// <summary>What the host's shell is told. Nothing of it is an argument of ssh, whose words a shell would take apart.</summary>
    internal string Script(IReadOnlyList<string> words) => string.Create(CultureInfo.InvariantCulture, $$"""
        set -eu
        cd {{Quote(environment.Compose.Folder)}}
        umask 077
        mkdir -p state/runs
        run=$(mktemp -d "$PWD/state/runs/$(date -u +%Y%m%dT%H%M%SZ).XXXXXX")
        cat >"$run/{{environment.Name}}.yaml" <<'{{EndOfFile}}'
        {{text.TrimEnd()}}
        {{EndOfFile}}
        : >"$run/log"
        setsid sh -c 'run=$0; code=0; ./giggatek "$@" >"$run/log" 2>&1 || code=$?; echo "$code" >"$run/code.new"; mv "$run/code.new" "$run/code"' \
          "$run" {{string.Join(' ', words.Select(Quote))}} --env {{Quote(environment.Name)}} --environments "$run" --here </dev/null >/dev/null 2>&1 &
        tail -n +1 -f --pid=$! "$run/log"
        exit "$(cat "$run/code" || echo {{Lost}})"

        """);

    private int TellLost()
    {
        say($"{environment.Host} is not followed any more. If it had begun it goes on there, and comes to its end: giggatek releases --env {environment.Name} tells how.");
        return Lost;
    }

    private async Task RepeatAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            say(line);
        }
    }

    private static void End(Process ssh)
    {
        if (!ssh.HasExited)
        {
            ssh.Kill();
        }
    }

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
