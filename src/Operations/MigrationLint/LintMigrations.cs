using GigGatek.Operations.MigrationLint.Facts;
using GigGatek.Platform.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySqlConnector;

namespace GigGatek.Operations.MigrationLint;

/// <summary>
/// Runs every pending migration at a real server, statement by statement, on tables with rows in them, and judges what the
/// server says and what became of the schema. In a database of its own, which is dropped again.
/// </summary>
/// <param name="open">Puts the shop together, without starting it, on the database of a connection string.</param>
public sealed class LintMigrations(Func<string, IHost> open)
{
    /// <param name="server">How it is reached, without a database, as a user who may create one.</param>
    /// <exception cref="OperationRefusedException">The server cannot be used, or a migration fails there.</exception>
    public async Task<LintReport> RunAsync(string server, LintWish wish, CancellationToken ct)
    {
        var name = FormattableString.Invariant($"giggatek_lint_{Environment.ProcessId}");
        await using var connection = await ConnectAsync(server, ct);
        await connection.RunAsync($"CREATE DATABASE `{name}`", ct);
        try
        {
            await connection.ChangeDatabaseAsync(name, ct);
            await connection.RunAsync("SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE', SESSION lock_wait_timeout = 10", ct);
            using var shop = open(new MySqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
            return await LintAsync(shop.Services.GetRequiredService<SchemaMigrator>(), connection, wish, ct);
        }
        finally
        {
            await connection.RunAsync($"DROP DATABASE `{name}`", CancellationToken.None);
        }
    }

    /// <summary>What can be said of pending migrations without a server: their suppressions.</summary>
    public static LintReport LintDeclared(SchemaMigrator migrator, LintWish wish) =>
        new([.. migrator.Declared.Where(migration => migration.Version > wish.Since).SelectMany(migration => Suppressions.Judge(migration, wish.Today))], []);

    private static async Task<MySqlConnection> ConnectAsync(string server, CancellationToken ct)
    {
        try
        {
            var connection = new MySqlConnection(new MySqlConnectionStringBuilder(server) { Database = "", Pooling = false }.ConnectionString);
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (Exception failure) when (failure is MySqlException or ArgumentException)
        {
            throw new OperationRefusedException($"The server of --server cannot be used: {failure.Message} It takes a connection string such as Server=127.0.0.1;Port=3306;User ID=root.");
        }
    }

    private static async Task<LintReport> LintAsync(SchemaMigrator migrator, MySqlConnection connection, LintWish wish, CancellationToken ct)
    {
        var isMariaDb = connection.ServerVersion.Contains("MariaDB", StringComparison.Ordinal);
        var engine = $"{(isMariaDb ? "MariaDB" : "MySQL")} {string.Join('.', connection.ServerVersion.Replace("5.5.5-", "", StringComparison.Ordinal).Split('.', '-')[..2])}";
        if (wish.Since > 0)
        {
            migrator.Migrate(new MigrationWish("expand", wish.Since));
            migrator.Migrate(new MigrationWish("contract", wish.Since));
        }

        var asking = new Asking(connection, isMariaDb);
        var schema = await asking.ReadSchemaAsync(ct);
        var judging = new Judging(asking, engine, wish, schema.Names.ToHashSet());
        var declared = migrator.Declared.ToDictionary(migration => migration.Version);
        foreach (var phase in new[] { "expand", "contract" })
        {
            foreach (var planned in migrator.Plan(new MigrationWish(phase)).SelectMany(database => database.Migrations))
            {
                await (declared.TryGetValue(planned.Version, out var migration) ? judging.RunAsync(migration, planned.Statements, ct) : judging.PrepareAsync(planned.Statements, ct));
            }
        }

        return judging.Report;
    }
}
