using System.Collections.Concurrent;
using System.Text;
using GigGatek.Tests.Integration;

[assembly: AssemblyFixture(typeof(ReadySchemas))]

namespace GigGatek.Tests.Integration;

/// <summary>
/// Schemas as the shop's own migrations made them, once for each set of modules, to be copied into the empty database of a test: on a server the migrations are most
/// of what a short test takes. Those that say something about the database keep to migrations of their own.
/// </summary>
public sealed class ReadySchemas : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Ready>>> Known = new();

    /// <summary>Fills the database of a shop that starts for the first time.</summary>
    internal static async Task Fill(TestShop shop)
    {
        if (TestDatabase.SchemaBy is null && shop.Database.IsEmpty && !shop.Settings.Keys.Any(key => key.StartsWith("Database:", StringComparison.OrdinalIgnoreCase)))
        {
            (await Known.GetOrAdd(shop.Modules, modules => new Lazy<Task<Ready>>(() => Make(modules))).Value).CopyTo(shop.Database);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ready in Known.Values)
        {
            await (await ready.Value).Shop.DisposeAsync();
        }
    }

    private static async Task<Ready> Make(string modules)
    {
        var shop = new TestShop { Modules = modules };
        await shop.Migrate();
        if (TestDatabase.IsServer)
        {
            return new Ready(shop, Script(shop.Database));
        }

        shop.Database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");    // all of it is in the one file then
        return new Ready(shop, "");
    }

    /// <summary>Its tables, what the migrations put into them, and its triggers.</summary>
    private static string Script(TestDatabase database)
    {
        var script = new StringBuilder($"ALTER DATABASE CHARACTER SET utf8mb4 COLLATE {database.Scalar("SELECT @@collation_database")};");
        foreach (var table in database.Tables())
        {
            script.Append($"CREATE TABLE `{table}` LIKE `{database.Name}`.`{table}`;");
            if (database.Count($"`{table}`") > 0)
            {
                script.Append($"INSERT INTO `{table}` SELECT * FROM `{database.Name}`.`{table}`;");
            }
        }

        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT CONCAT('CREATE TRIGGER ', trigger_name, ' ', action_timing, ' ', event_manipulation, ' ON ', event_object_table, ' FOR EACH ROW ', action_statement, ';')
            FROM information_schema.triggers WHERE trigger_schema = DATABASE()
            """;
        using var triggers = command.ExecuteReader();
        while (triggers.Read())
        {
            script.Append(triggers.GetString(0));
        }

        return script.ToString();
    }

    private sealed record Ready(TestShop Shop, string Script)
    {
        public void CopyTo(TestDatabase database)
        {
            if (TestDatabase.IsServer)
            {
                database.Execute(Script);
            }
            else
            {
                File.Copy(Shop.Database.File, database.File);
            }
        }
    }
}
