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

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? FindFault(string setting, string value)
    {
        try
        {
            var parts = new MySqlConnectionStringBuilder(value);
            return parts.Server.Length == 0 ? $"{setting} names no Server; write one {Example}."
                : parts.Database.Length == 0 ? $"{setting} names no Database; write one {Example}."
                : null;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or InvalidOperationException)
        {
            return $"{setting} is not a connection string; write one {Example}.";
        }
    }
}
