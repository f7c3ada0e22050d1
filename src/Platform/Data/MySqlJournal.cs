using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GigGatek.Platform.Migrations;
using MySqlConnector;

namespace GigGatek.Platform.Data;

/// <summary>How far a statement had come when it was looked for.</summary>
internal enum StatementState
{
    /// <summary>Nobody has begun it.</summary>
    New,

    /// <summary>Begun; whether it was done, the journal does not know.</summary>
    Begun,

    Done,
}

/// <summary>What is known of one statement of one migration: a row of <c>schema_journal</c>.</summary>
internal sealed class MySqlJournal(MySqlConnection connection, long version, int position)
{
    public const string Table = "schema_journal";

    public const string Creation =
        """
        CREATE TABLE IF NOT EXISTS schema_journal (
            version BIGINT NOT NULL, position INT NOT NULL, digest BIGINT NOT NULL, begun_at BIGINT NOT NULL, done_at BIGINT NULL,
            PRIMARY KEY (version, position))
        """;

    /// <summary>Notes that the statement is about to run, and says how far it had come before.</summary>
    /// <exception cref="SchemaRefusedException">The migration is not the one that was begun.</exception>
    public StatementState Begin(string sql)
    {
        if (version == 0)
        {
            return StatementState.Begun;    // the history's own table: its steps look for themselves what is there
        }

        var digest = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
        using var find = Command("SELECT digest, done_at FROM schema_journal WHERE version = @version AND position = @position", null);
        using (var reader = find.ExecuteReader())
        {
            if (reader.Read())
            {
                return reader.GetInt64(0) != digest
                    ? throw new SchemaRefusedException(string.Create(CultureInfo.InvariantCulture, $"Schema change {version} was begun by another version of GigGatek, and this one would go on differently. Let that version finish it."))
                    : reader.IsDBNull(1) ? StatementState.Begun : StatementState.Done;
            }
        }

        using var add = Command("INSERT INTO schema_journal (version, position, digest, begun_at) VALUES (@version, @position, @digest, UNIX_TIMESTAMP() * 1000)", null);
        add.Parameters.AddWithValue("digest", digest);
        add.ExecuteNonQuery();
        return StatementState.New;
    }

    /// <summary>Notes that it was done, within its transaction where it has one.</summary>
    public void End(MySqlTransaction? transaction = null)
    {
        using var command = Command("UPDATE schema_journal SET done_at = UNIX_TIMESTAMP() * 1000 WHERE version = @version AND position = @position", transaction);
        command.ExecuteNonQuery();
    }

    private MySqlCommand Command(string sql, MySqlTransaction? transaction)
    {
        var command = new MySqlCommand(sql, connection, transaction);
        command.Parameters.AddWithValue("version", version);
        command.Parameters.AddWithValue("position", position);
        return command;
    }
}
