using System.Data.Common;

namespace GigGatek.Platform.Data;

/// <summary>Statements without answers, one after the other.</summary>
internal static class RunStatements
{
    public static void RunOn(this IEnumerable<string> statements, DbConnection connection)
    {
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }
}
