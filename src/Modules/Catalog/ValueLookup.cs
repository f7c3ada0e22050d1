using System.Globalization;
using System.Text;
using GigGatek.Platform.Data;

namespace GigGatek.Catalog;

/// <summary>
/// Which of thousands of values a column has: one prepared statement, run for a few dozen at a time. The query builder would
/// write a statement of thousands of literals for every batch.
/// </summary>
internal static class ValueLookup
{
    private const int AtOnce = 50;

    /// <summary>A column of the rows whose <paramref name="column"/> has one of the values.</summary>
    public static async Task<List<T>> FindByAsync<T>(this CatalogDb db, string select, string table, string column, IReadOnlyList<string> values, CancellationToken ct)
    {
        var found = new List<T>();
        await using var command = (await db.OpenDbConnectionAsync(ct)).CreateCommand();
        command.Transaction = db.Transaction;
        var sql = new StringBuilder($"SELECT {select} FROM {table} WHERE {column} IN (");
        for (var i = 0; i < AtOnce; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@v{i}");
            command.Parameters.Add(parameter);
            sql.Append(i == 0 ? "" : ", ").Append(parameter.ParameterName);
        }

        command.CommandText = sql.Append(')').ToString();
        for (var from = 0; from < values.Count; from += AtOnce)
        {
            for (var i = 0; i < AtOnce; i++)
            {
                command.Parameters[i].Value = values[Math.Min(from + i, values.Count - 1)];    // the last round repeats its last value
            }

            StatementCounter.Add();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                found.Add(reader.GetFieldValue<T>(0));
            }
        }

        return found;
    }
}
