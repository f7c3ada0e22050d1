using System.Text;

namespace GigGatek.Tests;

/// <summary>A schema that migrations have made, to be copied into empty databases: on a server the migrations are most of what a short test takes.</summary>
internal sealed class ReadySchema
{
    private readonly TestDatabase _made;
    private readonly string _script = "";

    public ReadySchema(TestDatabase made)
    {
        _made = made;
        if (TestDatabase.IsServer)
        {
            _script = Script(made);
        }
        else
        {
            made.Execute("PRAGMA wal_checkpoint(TRUNCATE)");    // all of it is in the one file then
        }
    }

    public void CopyTo(TestDatabase database)
    {
        if (TestDatabase.IsServer)
        {
            database.Execute(_script);
        }
        else
        {
            File.Copy(_made.File, database.File);
        }
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
}
