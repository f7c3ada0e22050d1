using System.Data.Common;
using GigGatek.Platform.Data;
using GigGatek.Tests.Integration.Ordering;
using LinqToDB.Data;
using MySqlConnector;

namespace GigGatek.Tests.Integration.Servers;

/// <summary>What is asked of a MySQL or MariaDB server beside all that the other tests show on it.</summary>
[Trait("Engine", "server")]
public sealed class ServerTests(TestShop shop) : IClassFixture<TestShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_text_is_kept_in_four_byte_utf8_and_compared_by_its_bytes() =>
        List($"""
            SELECT CONCAT(table_name, '.', column_name, ' ', collation_name) FROM information_schema.columns
            WHERE table_schema = DATABASE() AND collation_name IS NOT NULL AND collation_name NOT IN ('utf8mb4_0900_bin', 'utf8mb4_nopad_bin')
            """).ShouldBeEmpty();

    [Fact]
    public void Every_table_is_transactional() =>
        List("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND engine <> 'InnoDB'").ShouldBeEmpty();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_is_strict_and_in_utc_whatever_the_server_is_set_to(bool readOnly)
    {
        await using var session = new DataConnection(shop.Get<ISqlDialect>().OptionsFor("catalog", readOnly));
        var modes = (await session.ExecuteAsync<string>("SELECT @@SESSION.sql_mode", Ct)).Split(',');
        modes.ShouldContain("STRICT_TRANS_TABLES");
        modes.ShouldNotContain("ANSI_QUOTES");
        (await session.ExecuteAsync<string>("SELECT @@SESSION.time_zone", Ct)).ShouldBe("+00:00");
    }

    [Fact]
    public async Task A_session_that_reads_cannot_write()
    {
        await using var session = new DataConnection(shop.Get<ISqlDialect>().OptionsFor("catalog", readOnly: true));
        (await Should.ThrowAsync<MySqlException>(() => session.ExecuteAsync("UPDATE catalog_changes SET last_seq = last_seq", Ct)))
            .ErrorCode.ShouldBe((MySqlErrorCode)1792);    // cannot execute statement in a READ ONLY transaction
    }

    [Fact]
    public async Task Units_of_work_see_what_others_have_committed()
    {
        var dialect = shop.Get<ISqlDialect>();
        await using var session = new DataConnection(dialect.OptionsFor("catalog", readOnly: false));
        await using var transaction = await dialect.BeginAsync(session, Ct);
        const string read = "SELECT last_seq FROM catalog_changes";
        var before = await session.ExecuteAsync<long>(read, Ct);
        shop.Database.Execute("UPDATE catalog_changes SET last_seq = last_seq + 1000").ShouldBe(1);
        (await session.ExecuteAsync<long>(read, Ct)).ShouldBe(before + 1000);
    }

    [Fact]
    public async Task Connections_that_the_server_ended_are_replaced_without_a_failed_request()
    {
        await using var own = new TestShop();
        await own.InitializeAsync();
        var sku = await own.HasPart(units: 1000);
        var link = "/p/" + (await own.Offer(sku)).ProductSlug;
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => own.HasCart(sku)));    // several connections in both pools
            EndConnectionsTo(own.Database);

            using var visitor = own.NewVisitor();
            using var page = await visitor.GetAsync(new Uri(link, UriKind.Relative), Ct);
            ((int)page.StatusCode).ShouldBe(200);
            (await own.Adds(null, sku)).Error.ShouldBeNull();
            (await own.HasOrder(sku)).Number.ShouldNotBeEmpty();
        }

        await own.ShouldBalance();
    }

    private List<string> List(string sql)
    {
        using var connection = shop.Database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    private static void EndConnectionsTo(TestDatabase database)
    {
        using var connection = new MySqlConnection(TestDatabase.Server);
        connection.Open();
        var ids = new List<long>();
        using (var list = new MySqlCommand($"SELECT id FROM information_schema.processlist WHERE db = '{database.Name}'", connection))
        using (var reader = list.ExecuteReader())
        {
            while (reader.Read())
            {
                ids.Add(Convert.ToInt64(reader.GetValue(0), null));
            }
        }

        ids.ShouldNotBeEmpty();
        foreach (var id in ids)
        {
            try
            {
                using var kill = new MySqlCommand($"KILL {id}", connection);
                kill.ExecuteNonQuery();
            }
            catch (MySqlException failure) when (failure.ErrorCode == MySqlErrorCode.NoSuchThread)
            {
                // it has ended by itself
            }
        }
    }
}
