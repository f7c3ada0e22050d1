using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform;
using GigGatek.Platform.Security;

namespace GigGatek.Tests;

/// <summary>
/// Years of business for a shop that has just opened: orders that it has, with all that belongs to them, again and again,
/// eight hours earlier each time. Personal columns are sealed for their new rows, so every page opens and the books balance.
/// </summary>
internal sealed class PastOrders(DbConnection db, PersonalData personal)
{
    private const long Step = 8 * 3_600_000;
    private const int RowsAtOnce = 100;

    private static readonly string[] IdColumns = ["id", "order_id", "payment_id", "reservation_id", "subject_id", "customer_id", "user_id", "cart_id", "event_id", "number"];
    private static readonly string[] Instants = ["at", "until", "pay_before", "answer_due", "created_at", "queued_at", "due_at"];

    /// <summary>Repeats finished orders and their customers.</summary>
    /// <param name="orders">Paid, shipped, refunded or cancelled: nothing that a worker would go on with.</param>
    public void Repeat(IReadOnlyCollection<long> orders, IReadOnlyCollection<long> customers, int times)
    {
        var these = In(orders);
        Execute("SET unique_checks = 0", onlyServers: true);
        foreach (var table in Tables(these, In(customers)))
        {
            if (table.Sealed.Count > 0)
            {
                RepeatSealed(table, times);
            }
            else
            {
                RepeatPlain(table, times);
            }
        }
    }

    private static IEnumerable<PastTable> Tables(string orders, string customers) =>
    [
        new("accounts_users", $"id {customers}") { Sealed = ["email", "display_name"], Index = ("email_index", "accounts.email") },
        new("ordering_orders", $"id {orders}") { Unique = ["number", "secret"], Sealed = ["contact", "address", "sealed_secret"], Index = ("email_index", "ordering.email") },
        new("ordering_order_lines", $"order_id {orders}"),
        new("ordering_order_steps", $"order_id {orders}"),
        new("ordering_refunds", $"order_id {orders}"),
        new("catalog_reservations", $"id {orders}"),
        new("catalog_reservation_lines", $"reservation_id {orders}"),
        new("payments_payments", $"id {orders}") { Unique = ["reference", "intent"] },
        new("payments_refunds", $"payment_id {orders}") { Unique = ["provider_refund"] },
        new("payments_ledger_entries", $"payment_id {orders}") { Unique = ["transaction_id"] },
        new("payments_test_intents", $"id IN (SELECT intent FROM payments_payments WHERE id {orders})")
        {
            Unique = ["id", "idempotency_key", "reference"], Sealed = ["return_url"], SealedBy = "number",
        },
        new("payments_test_refunds", $"intent_id IN (SELECT intent FROM payments_payments WHERE id {orders})") { Unique = ["id", "idempotency_key", "intent_id"] },
        new("notifications_mails", $"subject_id {orders}") { Unique = ["dedupe_key"] },
    ];

    private void RepeatPlain(PastTable table, int times)
    {
        var columns = Columns(table.Name);
        var digits = $"({string.Join(" UNION ALL ", Enumerable.Range(0, 10).Select(digit => $"SELECT {digit} AS d"))})";
        var numbers = $"(SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d AS n FROM {digits} a, {digits} b, {digits} c, {digits} e) numbers";
        var values = columns.Select(column => table.Unique.Contains(column) ? $"CONCAT({Quote(column)}, '.', n)"
            : IsDay(column) ? $"{Quote(column)} - (n - n % 3) / 3"
            : Earlier(column) is > 0 and var step ? $"{Quote(column)} - n * {step}"
            : Quote(column));
        Execute($"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(Quote))}) SELECT {string.Join(", ", values)} FROM {table.Name}, {numbers} WHERE n <= {times} AND {table.Where}");
    }

    private void RepeatSealed(PastTable table, int times)
    {
        var rows = Read(table);
        var copies = rows.SelectMany(row => Enumerable.Range(1, times).Select(n => Earlier(table, row, n)));
        foreach (var chunk in copies.Chunk(RowsAtOnce))
        {
            Insert(table.Name, chunk);
        }
    }

    private Dictionary<string, object?> Earlier(PastTable table, IReadOnlyDictionary<string, object?> row, int n)
    {
        var copy = row.ToDictionary(cell => cell.Key, cell =>
            cell.Value is null ? null
            : table.Unique.Contains(cell.Key) ? string.Create(CultureInfo.InvariantCulture, $"{cell.Value}.{n}")
            : IsDay(cell.Key) ? Convert.ToInt64(cell.Value, CultureInfo.InvariantCulture) - (n / 3)
            : Earlier(cell.Key) is > 0 and var step ? Convert.ToInt64(cell.Value, CultureInfo.InvariantCulture) - (n * step)
            : cell.Value);
        foreach (var column in table.Sealed.Where(column => row[column] is not null))
        {
            var plain = personal.Open(Place(table, column, row), (string)row[column]!);
            var changed = column switch
            {
                "email" => $"{n}.{plain}",
                "contact" => Rename(plain, n),
                _ => plain,
            };
            copy[column] = personal.Seal(Place(table, column, copy), changed);
            if (table.Index is var (index, purpose) && changed != plain)
            {
                copy[index] = personal.BlindIndex(purpose, EmailIn(changed));
            }
        }

        return copy;
    }

    private static SealedPlace Place(PastTable table, string column, IReadOnlyDictionary<string, object?> row) =>
        new(table.Name, column, Convert.ToInt64(row[table.SealedBy], CultureInfo.InvariantCulture));

    private static string Rename(string contact, int n)
    {
        var whose = JsonSerializer.Deserialize<Contact>(contact, ContractJson.Options)!;
        return JsonSerializer.Serialize(whose with { Email = $"{n}.{whose.Email}" }, ContractJson.Options);
    }

    private static string EmailIn(string text) =>
        (text.StartsWith('{') ? JsonSerializer.Deserialize<Contact>(text, ContractJson.Options)!.Email : text).Trim().ToLowerInvariant();

    /// <summary>How much less a copy's value is; 0 where it is the same.</summary>
    private static long Earlier(string column) =>
        IdColumns.Contains(column) ? Step << 22
        : column.EndsWith("_at", StringComparison.Ordinal) || Instants.Contains(column) ? Step
        : 0;

    private static bool IsDay(string column) => column.EndsWith("_day", StringComparison.Ordinal);

    private List<Dictionary<string, object?>> Read(PastTable table)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT * FROM {table.Name} WHERE {table.Where}";
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        }

        return rows;
    }

    private List<string> Columns(string table)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE 1 = 0";
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    private void Insert(string table, IReadOnlyList<IReadOnlyDictionary<string, object?>> rows)
    {
        using var command = db.CreateCommand();
        var columns = rows[0].Keys.ToList();
        var tuples = rows.Select(row => $"({string.Join(", ", columns.Select(column => Add(command, row[column])))})").ToList();
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns.Select(Quote))}) VALUES {string.Join(", ", tuples)}";
        command.ExecuteNonQuery();
    }

    private static string Add(DbCommand command, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = $"@p{command.Parameters.Count}";
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }

    private void Execute(string sql, bool onlyServers = false)
    {
        if (onlyServers && db is Microsoft.Data.Sqlite.SqliteConnection)
        {
            return;
        }

        using var command = db.CreateCommand();
        command.CommandTimeout = 300;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Understood by SQLite too.</summary>
    private static string Quote(string column) => $"`{column}`";

    private static string In(IReadOnlyCollection<long> ids) => ids.Count == 0 ? "IN (NULL)" : $"IN ({string.Join(", ", ids)})";

    /// <summary>A table of which rows are repeated.</summary>
    private sealed record PastTable(string Name, string Where)
    {
        /// <summary>Texts that no two rows share, or that point at such ones.</summary>
        public IReadOnlyList<string> Unique { get; init; } = [];

        public IReadOnlyList<string> Sealed { get; init; } = [];

        public string SealedBy { get; init; } = "id";

        /// <summary>What a sealed mail address is looked up by.</summary>
        public (string Column, string Purpose)? Index { get; init; }
    }
}
