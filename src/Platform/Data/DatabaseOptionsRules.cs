using GigGatek.Platform.Data.Replicas;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace GigGatek.Platform.Data;

/// <summary>What a server's connection strings must say. A sentence never repeats one: it holds the password.</summary>
internal sealed class DatabaseOptionsRules : IValidateOptions<DatabaseOptions>
{
    private const string Example = "such as Server=db.example.com;Database=giggatek;User ID=giggatek;Password=...";

    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (options.Provider != DatabaseOptions.MySql)
        {
            return ValidateOptionsResult.Success;
        }

        var named = options.ConnectionStrings.Select(entry => (Name: $"Database:ConnectionStrings:{entry.Key}", Value: entry.Value));
        var all = options.ConnectionString is { } shared ? named.Prepend((Name: "Database:ConnectionString", Value: shared)) : named;
        var faults = all.Select(entry => FindFault(entry.Name, entry.Value)).OfType<string>().ToList();
        if (options.ConnectionString is null && options.ConnectionStrings.Count == 0)
        {
            faults.Add($"Database:Provider is mysql, so Database:ConnectionString must say where the database is, {Example}.");
        }

        faults.AddRange(FindFaultsOfReplicas(options));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? FindFault(string setting, string value)
    {
        try
        {
            var parts = new MySqlConnectionStringBuilder(value);
            return parts.Server.Length == 0 ? $"{setting} names no Server; write one {Example}."
                : DatabaseHosts.Split(parts).Count == 0 ? $"{setting} names no Server; write one {Example}."
                : parts.Database.Length == 0 ? $"{setting} names no Database; write one {Example}."
                : null;
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            return $"{setting} is not a connection string; write one {Example}.";
        }
    }

    private static IEnumerable<string> FindFaultsOfReplicas(DatabaseOptions options)
    {
        foreach (var (module, _) in options.ModuleReplicas.Where(entry => !options.ConnectionStrings.ContainsKey(entry.Key)))
        {
            yield return $"Database:ModuleReplicas:{module} names replicas, but Database:ConnectionStrings:{module} no database: write them under Database:Replicas.";
        }

        var shared = options.Replicas.Select((replica, i) => (Setting: $"Database:Replicas:{i}", replica));
        var own = options.ModuleReplicas.SelectMany(entry => entry.Value.Select((replica, i) => (Setting: $"Database:ModuleReplicas:{entry.Key}:{i}", replica)));
        foreach (var (setting, replica) in shared.Concat(own).Where(entry => !IsReplica(entry.replica)))
        {
            yield return $"{setting} names no replica; write a host such as db2.example.com or db2.example.com:3307, or a connection string.";
        }
    }

    private static bool IsReplica(string text)
    {
        try
        {
            return DatabaseHosts.Replica(new MySqlConnectionStringBuilder(), text) is { Server.Length: > 0 } at && !at.Server.AsSpan().ContainsAny(", ;");
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            return false;
        }
    }

    private static bool IsUnreadable(Exception failure) => failure is ArgumentException or FormatException or InvalidOperationException or OverflowException;
}
