using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace GigGatek.Tests;

/// <summary>
/// The database of a test's data folder, on the engine that GIGGATEK_TEST_DATABASE names: sqlite (a file in that folder),
/// mariadb or mysql (one of its own at the server that GIGGATEK_TEST_SERVER says how to reach). Tests look into it past the
/// shop, or do damage.
/// </summary>
public sealed class TestDatabase
{
    private static readonly ConcurrentDictionary<string, TestDatabase> Known = new();
    private static readonly Lazy<ReadySchema> BySchemaProgram = new(MakeBySchemaProgram);
    private static readonly Lazy<DirectoryInfo> SchemaFolder = new(() => Directory.CreateTempSubdirectory("giggatek-schema-"));

    private readonly string? _connectionString;

    private TestDatabase(string folder)
        : this(folder, isToBeMigrated: true)
    {
    }

    private TestDatabase(string folder, bool isToBeMigrated)
    {
        File = Path.Combine(folder, "giggatek.db");
        if (IsServer)
        {
            _connectionString = Create(folder, out var name);
            Name = name;
        }

        if (isToBeMigrated && SchemaBy is not null)
        {
            BySchemaProgram.Value.CopyTo(this);
        }
    }

    /// <summary>
    /// A program that makes the schema which every database has before a test has it: the next release's for the tests of the
    /// previous one, and the other way round (tests/run/compatibility.sh). Null: databases begin empty.
    /// </summary>
    public static string? SchemaBy { get; } = Environment.GetEnvironmentVariable("GIGGATEK_TEST_SCHEMA_BY") is { Length: > 0 } program ? program : null;

    /// <summary>True on MySQL and MariaDB.</summary>
    public static bool IsServer => Engine != "sqlite";

    public static string Engine { get; } = Environment.GetEnvironmentVariable("GIGGATEK_TEST_DATABASE") is { Length: > 0 } engine ? engine : "sqlite";

    /// <summary>How the server is reached, without a database.</summary>
    public static string Server => Environment.GetEnvironmentVariable("GIGGATEK_TEST_SERVER")
        ?? throw new InvalidOperationException($"GIGGATEK_TEST_SERVER must say how the {Engine} server is reached, such as Server=127.0.0.1;Port=3306;User ID=root. ./giggatek test starts one.");

    /// <summary>Of SQLite.</summary>
    public string File { get; }

    /// <summary>At a server.</summary>
    public string Name { get; } = "";

    /// <summary>The same one for the same folder; made at a server when it is first asked for.</summary>
    public static TestDatabase In(string folder) => Known.GetOrAdd(Path.GetFullPath(folder), path => new TestDatabase(path));

    /// <summary>Drops those of a folder and of all folders in it.</summary>
    public static void DropIn(string folder)
    {
        if (!IsServer)
        {
            SqliteConnection.ClearAllPools();
        }

        foreach (var path in Known.Keys.Where(path => path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            if (Known.TryRemove(path, out var database) && IsServer)
            {
                AtServer($"DROP DATABASE IF EXISTS `{database.Name}`");
            }
        }
    }

    /// <summary>Drops what <see cref="SchemaBy"/> has made; databases that were copied from it stay.</summary>
    public static void DropSchema()
    {
        if (SchemaFolder.IsValueCreated)
        {
            DropIn(SchemaFolder.Value.FullName);
            SchemaFolder.Value.Delete(recursive: true);
        }
    }

    /// <summary>What a shop in this process is configured with, beside its data folder.</summary>
    public Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>();
        if (_connectionString is not null)
        {
            (settings["Database:Provider"], settings["Database:ConnectionString"]) = ("mysql", _connectionString);
        }

        if (SchemaBy is not null)
        {
            settings["Database:AcceptExpanded"] = "true";
        }

        return settings;
    }

    /// <summary>The same for a process of its own.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Environs() =>
        Settings().Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value));

    public DbConnection Open()
    {
        DbConnection connection = _connectionString is null
            ? new SqliteConnection($"Data Source={File};Pooling=False;Default Timeout=30")
            : new MySqlConnection(new MySqlConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>The number of rows that changed.</summary>
    public int Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>
    /// From now on each row that is written to a table (<paramref name="action"/>: INSERT, UPDATE) takes a nap of a tenth of a second or more, so that a
    /// test can kill the program between two of them: what takes milliseconds has ended before anybody looks.
    /// </summary>
    public void SlowDown(string action, string table) => Execute(IsServer
        ? $"CREATE TRIGGER naps BEFORE {action} ON {table} FOR EACH ROW DO SLEEP(0.1)"
        : $"CREATE TRIGGER naps BEFORE {action} ON {table} BEGIN SELECT (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT MAX(i) FROM n); END");

    /// <summary>Ends that.</summary>
    public void SpeedUp() => Execute("DROP TRIGGER naps");

    /// <summary>From now on no row is written to a table, as if there were no room for it.</summary>
    public void Refuse(string action, string table, string words) => Execute(IsServer
        ? $"CREATE TRIGGER refusals BEFORE {action} ON {table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{words}'"
        : $"CREATE TRIGGER refusals BEFORE {action} ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END");

    /// <summary>Ends that.</summary>
    public void Accept() => Execute("DROP TRIGGER refusals");

    public object? Scalar(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public long Count(string from) => Convert.ToInt64(Scalar($"SELECT COUNT(*) FROM {from}"), null);

    /// <summary>Nothing has been made in it yet.</summary>
    public bool IsEmpty => IsServer
        ? Count("information_schema.tables WHERE table_schema = DATABASE()") == 0
        : !System.IO.File.Exists(File);

    /// <summary>False also when there is no database yet.</summary>
    public bool HasTable(string table) => IsServer
        ? Count($"information_schema.tables WHERE table_schema = DATABASE() AND table_name = '{table}'") == 1
        : System.IO.File.Exists(File) && Count($"sqlite_master WHERE name = '{table}'") == 1;

    /// <summary>The names of tables and all that is stored in them, as it lies there.</summary>
    public string ReadEverything()
    {
        if (!IsServer)
        {
            return string.Concat(Directory.GetFiles(Path.GetDirectoryName(File)!, "giggatek.db*").Select(ReadFile));
        }

        using var connection = Open();
        var text = new StringBuilder();
        foreach (var table in Tables(connection))
        {
            text.AppendLine(table);
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM `{table}`";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    text.Append(reader.GetValue(i)).Append('\t');
                }
            }
        }

        return text.ToString();
    }

    /// <summary>The names of its tables at a server.</summary>
    public IReadOnlyList<string> Tables()
    {
        using var connection = Open();
        return Tables(connection);
    }

    /// <summary>Of SQLite the file alone: looking at it comes and goes with files beside it.</summary>
    public string ReadAtRest() => IsServer ? ReadEverything() : ReadFile(File);

    /// <summary>Says something else as soon as anything was written.</summary>
    public static string Fingerprint(DbConnection witness)
    {
        using var command = witness.CreateCommand();
        command.CommandText = IsServer ? $"CHECKSUM TABLE {string.Join(", ", Tables(witness))}" : "PRAGMA data_version";
        using var reader = command.ExecuteReader();
        var text = new StringBuilder();
        while (reader.Read())
        {
            text.Append(reader.GetValue(reader.FieldCount - 1)).Append(' ');
        }

        return text.ToString();
    }

    private static string Create(string folder, out string name)
    {
        name = "gg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];
        AtServer($"CREATE DATABASE `{name}`");
        return new MySqlConnectionStringBuilder(Server) { Database = name, MaximumPoolSize = 12 }.ConnectionString;
    }

    private static ReadySchema MakeBySchemaProgram()
    {
        var folder = SchemaFolder.Value.FullName;
        var database = Known[folder] = new TestDatabase(folder, isToBeMigrated: false);
        var start = new ProcessStartInfo("dotnet", [SchemaBy!, "migrate", "--data", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in database.Environs())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? new ReadySchema(database)
            : throw new InvalidOperationException($"{SchemaBy} migrate ended with {process.ExitCode}: {output}{error.GetAwaiter().GetResult()}");
    }

    private static List<string> Tables(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name";
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static string ReadFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static void AtServer(string sql)
    {
        using var connection = new MySqlConnection(Server);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
