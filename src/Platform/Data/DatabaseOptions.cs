using System.ComponentModel.DataAnnotations;

namespace GigGatek.Platform.Data;

/// <summary>Which database, and where. Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Only <c>sqlite</c> so far.</summary>
    [Required, AllowedValues("sqlite")]
    public string Provider { get; init; } = "sqlite";

    /// <summary>The data folder: database file, keys, mails, uploads.</summary>
    [Required]
    public string Directory { get; init; } = "data";

    /// <summary>How long a writer waits for another process that writes.</summary>
    [Range(1, 300)]
    public int BusyTimeoutSeconds { get; init; } = 30;

    /// <summary>The database file of a module; all modules share one by default. Keys are module names.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>The path of a module's database file.</summary>
    public string FileOf(string module) =>
        Path.GetFullPath(Path.Combine(Directory, Files.GetValueOrDefault(module, "giggatek.db")));
}
