using System.Data.Common;
using System.Globalization;
using System.Text;
using GigGatek.Platform.Data;

namespace GigGatek.Catalog;

/// <summary>
/// Many rows by one INSERT that is prepared once and carries as many rows as suit the engine. They are written when enough
/// have come, and at <see cref="Flush"/>.
/// </summary>
internal sealed class RowInserter(CatalogDb db, string table, string[] columns, int rowsPerStatement) : IAsyncDisposable
{
    private readonly List<object?[]> _rows = new(rowsPerStatement);
    private DbCommand? _full;

    public async ValueTask Add(object?[] row, CancellationToken ct)
    {
        _rows.Add(row);
        if (_rows.Count == rowsPerStatement)
        {
            await Execute(_full ??= await Prepare(rowsPerStatement, ct), ct);
        }
    }

    public async Task Flush(CancellationToken ct)
    {
        if (_rows.Count > 0)
        {
            await using var rest = await Prepare(_rows.Count, ct);
            await Execute(rest, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_full is not null)
        {
            await _full.DisposeAsync();
        }
    }

    private async Task Execute(DbCommand command, CancellationToken ct)
    {
        var index = 0;
        foreach (var row in _rows)
        {
            foreach (var value in row)
            {
                command.Parameters[index++].Value = value ?? DBNull.Value;
            }
        }

        StatementCounter.Add();
        await command.ExecuteNonQueryAsync(ct);
        _rows.Clear();
    }

    private async Task<DbCommand> Prepare(int rows, CancellationToken ct)
    {
        var command = (await db.OpenDbConnectionAsync(ct)).CreateCommand();
        command.Transaction = db.Transaction;
        var sql = new StringBuilder("INSERT INTO ").Append(table).Append(" (").AppendJoin(", ", columns).Append(") VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < columns.Length; column++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@p{row * columns.Length + column}");
                sql.Append(column == 0 ? "" : ", ").Append(name);
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            sql.Append(')');
        }

        command.CommandText = sql.ToString();
        await command.PrepareAsync(ct);
        return command;
    }
}
