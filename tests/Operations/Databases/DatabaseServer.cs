using System.Diagnostics;
using System.Globalization;
using MySqlConnector;

namespace GigGatek.Tests.Operations.Databases;

/// <summary>A database server of the test's own: data folder, loopback port, options. It ends with the test.</summary>
internal sealed class DatabaseServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ServerPrograms _programs;
    private readonly IReadOnlyList<string> _options;
    private Process? _process;

    private DatabaseServer(ServerPrograms programs, ServerFolder folder, int port, IReadOnlyList<string> options)
    {
        _programs = programs;
        Folder = folder;
        _options = options;
        Port = port;
    }

    public ServerFolder Folder { get; }

    public int Port { get; }

    /// <summary>As its administrator, without a database.</summary>
    public string ConnectionString => $"Server=127.0.0.1;Port={Port};User ID=root;AllowPublicKeyRetrieval=true;AllowUserVariables=true";

    /// <param name="defaults">A file of settings; null: none.</param>
    public static Task<DatabaseServer> StartAsync(ServerPrograms programs, ServerFolder folder, string? defaults, params string[] options) =>
        StartAsync(programs, folder, defaults, null, options);

    /// <param name="port">Null: a free one.</param>
    public static async Task<DatabaseServer> StartAsync(ServerPrograms programs, ServerFolder folder, string? defaults, int? port, params string[] options)
    {
        string[] first = defaults is null ? ["--no-defaults"] : [$"--defaults-file={defaults}"];
        var server = new DatabaseServer(programs, folder, port ?? FreePorts.Next(), [.. first, .. options]);
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

    /// <summary>Makes an empty data folder, for others to begin with.</summary>
    public static Task CreateDataAsync(ServerPrograms programs, ServerFolder folder) => new DatabaseServer(programs, folder, 0, []).CreateDataAsync();

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new MySqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ReadAsync<T>(string sql, Func<MySqlDataReader, T> read)
    {
        await using var connection = new MySqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        (await reader.ReadAsync()).ShouldBeTrue(sql);
        return read(reader);
    }

    /// <summary>Ends it as its administrator does.</summary>
    public async Task StopAsync()
    {
        MySqlConnection.ClearAllPools();
        Signal("TERM");
        await _process!.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Ends it like a power cut of its machine.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>Starts it again after it has ended, at the same port.</summary>
    public Task StartAgainAsync()
    {
        _process?.Dispose();
        return RunAsync();
    }

    /// <summary>It stays there, and takes connections, but does nothing.</summary>
    public void Pause() => Signal("STOP");

    /// <summary>It goes on where it was paused.</summary>
    public void GoOn() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        MySqlConnection.ClearAllPools();
        await KillAsync();
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
                command.CommandText = CreateAdministrator();
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

    /// <summary>Each server's own: none takes him over from another. MySQL lets nobody write while <c>super_read_only</c> is on.</summary>
    private string CreateAdministrator()
    {
        const string create = "SET SESSION sql_log_bin = 0; CREATE USER IF NOT EXISTS root@'127.0.0.1'; GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION";
        return _programs.Kind == ServerKind.MariaDb
            ? create
            : $"SET @was = @@GLOBAL.super_read_only; SET GLOBAL super_read_only = 0; {create}; SET GLOBAL super_read_only = @was";
    }

    private IEnumerable<string> Where() => _programs.Base is { } root
        ? [$"--basedir={root}", $"--lc-messages-dir={root}/share/mysql", $"--plugin-dir={Folder.Plugins ?? _programs.Plugins}", "--mysqlx=OFF", "--secure-file-priv="]
        : Folder.Plugins is { } plugins ? [$"--plugin-dir={plugins}"] : [];

    /// <summary>
    /// Through a shell, for what it says to go to the log even after the test has lost interest. Its temporary files lie apart, also while
    /// its data folder is made: a MariaDB that starts deletes those of others.
    /// </summary>
    private Process Start(string program, IEnumerable<string> options)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", Folder.Log, .. ServerFolder.AsNobody, program, .. options]);
        start.Environment["TMPDIR"] = Folder.Temporary;
        start.Environment["PATH"] = $"{Folder.Programs}:{_programs.RealFolder}:{start.Environment["PATH"]}:/usr/sbin";
        return Process.Start(start)!;
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
