using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MySqlConnector;

namespace GigGatek.Tests.Operations.Databases;

/// <summary>A database server of the test's own: data folder, loopback port, options. It ends with the test.</summary>
internal sealed class DatabaseServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ServerPrograms _programs;
    private readonly IReadOnlyList<string> _options;
    private Process? _process;

    private DatabaseServer(ServerPrograms programs, ServerFolder folder, IReadOnlyList<string> options)
    {
        _programs = programs;
        Folder = folder;
        _options = options;
        Port = FreePort();
    }

    public ServerFolder Folder { get; }

    public int Port { get; }

    /// <summary>As its administrator, without a database.</summary>
    public string ConnectionString => $"Server=127.0.0.1;Port={Port};User ID=root;AllowPublicKeyRetrieval=true;AllowUserVariables=true";

    /// <param name="defaults">A file of settings; null: none.</param>
    public static async Task<DatabaseServer> StartAsync(ServerPrograms programs, ServerFolder folder, string? defaults, params string[] options)
    {
        string[] first = defaults is null ? ["--no-defaults"] : [$"--defaults-file={defaults}"];
        var server = new DatabaseServer(programs, folder, [.. first, .. options]);
        try
        {
            await server.CreateDataAsync();
            await server.RunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new MySqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends it as its administrator does.</summary>
    public async Task StopAsync()
    {
        MySqlConnection.ClearAllPools();
        Signal("TERM");
        await _process!.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        MySqlConnection.ClearAllPools();
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
    }

    private async Task CreateDataAsync()
    {
        if (Directory.Exists(Folder.Data))
        {
            return;
        }

        var (program, options) = _programs.Kind == ServerKind.MariaDb
            ? ("mariadb-install-db", (string[])["--no-defaults", $"--datadir={Folder.Data}", "--auth-root-authentication-method=normal", "--skip-test-db"])
            : (_programs.Server, ["--no-defaults", "--initialize-insecure", $"--datadir={Folder.Data}", .. Where()]);
        var made = Start(program, options);
        await made.WaitForExitAsync().WaitAsync(Patience);
        made.ExitCode.ShouldBe(0, Folder.ReadLog());
    }

    private async Task RunAsync()
    {
        _process = Start(Folder.Program ?? _programs.Server, [
            .. _options, $"--datadir={Folder.Data}", $"--tmpdir={Folder.Temporary}", $"--socket={Folder.Socket}", $"--pid-file={Folder.Path}/pid",
            $"--port={Port}", "--bind-address=127.0.0.1", .. Where()]);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new MySqlConnection($"Server={Folder.Socket};Protocol=UnixSocket;User ID=root;Pooling=false;AllowUserVariables=true");
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "CREATE USER IF NOT EXISTS root@'127.0.0.1'; GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION";
                await command.ExecuteNonQueryAsync();
                return;
            }
            catch (MySqlException) when (!_process.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(100);
            }
            catch (MySqlException failure)
            {
                throw new InvalidOperationException($"The server did not start:\n{Folder.ReadLog()}", failure);
            }
        }
    }

    private IEnumerable<string> Where() => _programs.Base is { } root
        ? [$"--basedir={root}", $"--lc-messages-dir={root}/share/mysql", $"--plugin-dir={Folder.Plugins ?? _programs.Plugins}", "--mysqlx=OFF", "--secure-file-priv="]
        : Folder.Plugins is { } plugins ? [$"--plugin-dir={plugins}"] : [];

    /// <summary>Through a shell, for what it says to go to the log even after the test has lost interest.</summary>
    private Process Start(string program, IEnumerable<string> options)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", Folder.Log, .. ServerFolder.AsNobody, program, .. options]);
        start.Environment["PATH"] = $"{Folder.Programs}:{_programs.RealFolder}:{start.Environment["PATH"]}:/usr/sbin";
        return Process.Start(start)!;
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
