using System.ComponentModel.DataAnnotations;

namespace GigGatek.Platform.Data;

/// <summary>Which database, and where. Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>One file per database, in the data folder.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>A MySQL or MariaDB server; which of the two it is, the server says.</summary>
    public const string MySql = "mysql";

    /// <summary><c>sqlite</c> or <c>mysql</c>; the latter for MariaDB too.</summary>
    [Required, AllowedValues(Sqlite, MySql, ErrorMessage = "Database:Provider is sqlite or mysql (which serves MariaDB too).")]
    public string Provider { get; init; } = Sqlite;

    /// <summary>The data folder: keys, mails, uploads, and the database file of SQLite.</summary>
    [Required]
    public string Directory { get; init; } = "data";

    /// <summary>How long a writer waits for another one.</summary>
    [Range(1, 300)]
    public int BusyTimeoutSeconds { get; init; } = 30;

    /// <summary>SQLite: the database file of a module; all modules share one by default. Keys are module names.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>MySQL: where the database of every module is that has none of its own. <c>Server=</c> may name several hosts: the one that takes writes is found. Secret.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>MySQL: where the database of a module is. Keys are module names. Secret.</summary>
    public Dictionary<string, string> ConnectionStrings { get; init; } = [];

    /// <summary>
    /// MySQL: where the shared database is read from too. Each is a host (<c>db2</c>, <c>db2:3307</c>), reached as the primary is, or a
    /// connection string of its own. May name all servers: the one that is the primary counts as that. Secret.
    /// </summary>
    public string[] Replicas { get; init; } = [];

    /// <summary>The same for a module with a database of its own. Keys are module names. Secret.</summary>
    public Dictionary<string, string[]> ModuleReplicas { get; init; } = [];

    /// <summary>How far a replica may be behind and still be read from.</summary>
    [Range(1, 3600)]
    public int ReplicaLagSeconds { get; init; } = 2;

    /// <summary>The replicas of a module's database.</summary>
    public IReadOnlyList<string> ReplicasOf(string module) =>
        ConnectionStrings.ContainsKey(module) ? ModuleReplicas.GetValueOrDefault(module, []) : Replicas;

    /// <summary>
    /// Lets every command run on a database that a newer version has expanded, as <c>serve</c> always does. For running a previous
    /// release's tests and tools on the next one's schema.
    /// </summary>
    public bool AcceptExpanded { get; init; }

    /// <summary>The path of a module's database file.</summary>
    public string FileOf(string module) =>
        Path.GetFullPath(Path.Combine(Directory, Files.GetValueOrDefault(module, "giggatek.db")));
}
