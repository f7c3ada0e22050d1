using System.Diagnostics;
using System.Globalization;
using MySqlConnector;

namespace GigGatek.Operations.Servers;

/// <summary>A database server for a while: a data folder of its own, reached through a socket in it, and nothing left after it.</summary>
public sealed class EphemeralServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Nothing of it outlives it, so nothing is waited for to be on the disk.</summary>
    private static readonly string[] Fast = ["--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync", "--skip-log-bin", "--innodb-fast-shutdown=2", "--skip-networking"];

    private readonly ServerProgram _program;
    private readonly string _folder = Directory.CreateTempSubdirectory("giggatek-server-").FullName;
    private Process? _process;

    private EphemeralServer(ServerProgram program) => _program = program;

    /// <summary>As its administrator, without a database.</summary>
    public string ConnectionString => $"Server={Socket};Protocol=UnixSocket;User ID=root;AllowUserVariables=true";

    /// <summary>What it said last when it has ended by itself; null while it runs.</summary>
    public string? WhyEnded => _process is { HasExited: true } ? LastWords(40) : null;

    private string Socket => Path.Combine(_folder, "sock");

    private string Data => Path.Combine(_folder, "data");

    private string Log => Path.Combine(_folder, "log");

    /// <summary>Makes its data folder and starts it.</summary>
    /// <exception cref="OperationRefusedException">It does not start.</exception>
    public static async Task<EphemeralServer> StartAsync(ServerProgram program, CancellationToken ct)
    {
        var server = new EphemeralServer(program);
        try
        {
            await server.CreateDataAsync(ct);
            await server.RunAsync(ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task CreateDataAsync(CancellationToken ct)
    {
        if (IsRoot)
        {
            using var chown = Process.Start("chown", ["nobody", _folder]);    // servers refuse to run as root
            await chown.WaitForExitAsync(ct);
        }

        using var made = _program.Kind == ServerKind.MariaDb
            ? Start(BesideServer("mariadb-install-db"), ["--no-defaults", $"--datadir={Data}", "--auth-root-authentication-method=normal", "--skip-test-db", .. AsNobody])
            : Start(_program.Path, ["--no-defaults", "--initialize-insecure", $"--datadir={Data}", .. Where]);
        await made.WaitForExitAsync(ct).WaitAsync(Patience, ct);
        if (made.ExitCode != 0)
        {
            throw new OperationRefusedException($"{ServerProgram.NameOf(_program.Kind)} could not make a data folder: {LastWords()}");
        }
    }

    private async Task RunAsync(CancellationToken ct)
    {
        _process = Start(_program.Path, ["--no-defaults", .. Fast, $"--datadir={Data}", $"--socket={Socket}", $"--pid-file={_folder}/pid", .. Where]);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new MySqlConnection(ConnectionString + ";Pooling=false");
                await connection.OpenAsync(ct);
                return;
            }
            catch (MySqlException) when (!_process.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(100, ct);
            }
            catch (MySqlException)
            {
                throw new OperationRefusedException(string.Create(CultureInfo.InvariantCulture, $"{ServerProgram.NameOf(_program.Kind)} did not start: {LastWords()}"));
            }
        }
    }

    private IEnumerable<string> Where => [.. _program.Kind == ServerKind.MySql ? (string[])["--mysqlx=OFF", "--secure-file-priv="] : [], .. _program.Options, .. AsNobody];

    private static string[] AsNobody => IsRoot ? ["--user=nobody"] : [];

    private static bool IsRoot => Environment.UserName == "root";

    private string BesideServer(string program) =>
        new[] { Path.GetDirectoryName(_program.Path)!, "/usr/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? program;

    /// <summary>Through a shell, for what it says to go to a file. Its temporary files lie apart: a MariaDB that starts deletes those of others.</summary>
    private Process Start(string program, IEnumerable<string> options) =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", Log, program, .. options]) { Environment = { ["TMPDIR"] = _folder } })!;

    private string LastWords(int lines = 3) => File.Exists(Log) ? string.Join(' ', File.ReadLines(Log).TakeLast(lines)) : "it said nothing.";
}
