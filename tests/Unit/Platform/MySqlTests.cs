using GigGatek.Platform.Data;
using GigGatek.Platform.Data.Replicas;
using GigGatek.Platform.Migrations;
using MySqlConnector;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>What is settled before a server is asked for data.</summary>
public sealed class MySqlTests
{
    [Theory]
    [InlineData("9.7.4", "MySQL 9.7", "utf8mb4_0900_bin", true)]
    [InlineData("8.4.6-commercial", "MySQL 8.4", "utf8mb4_0900_bin", true)]
    [InlineData("8.0.43", "MySQL 8.0", "utf8mb4_0900_bin", false)]
    [InlineData("11.8.9-MariaDB-0+deb13u1 from Debian-log", "MariaDB 11.8", "utf8mb4_nopad_bin", true)]
    [InlineData("5.5.5-10.11.14-MariaDB-ubu2204", "MariaDB 10.11", "utf8mb4_nopad_bin", true)]
    [InlineData("10.6.22-MariaDB", "MariaDB 10.6", "utf8mb4_nopad_bin", false)]
    [InlineData("something else", "MySQL 0.0", "utf8mb4_0900_bin", false)]
    public void A_server_is_known_by_what_it_says(string told, string name, string collation, bool isSupported)
    {
        var server = MySqlServer.Parse(told);
        (server.Name, server.Collation, server.IsSupported).ShouldBe((name, collation, isSupported));
    }

    [Theory]
    [InlineData("NO_ENGINE_SUBSTITUTION", "+00:00", "does not keep the strict SQL mode")]
    [InlineData("", "+00:00", "does not keep the strict SQL mode")]
    [InlineData("STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,ANSI_QUOTES", "+00:00", "does not keep the strict SQL mode")]
    [InlineData("ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION", "SYSTEM", "does not keep the time zone")]
    public void A_server_or_a_proxy_that_drops_our_settings_is_refused(string modes, string timeZone, string sentence) =>
        Should.Throw<SchemaRefusedException>(() => MySqlSession.Check(MySqlServer.Parse("9.7.4"), modes, timeZone)).Message.ShouldContain(sentence);

    [Fact]
    public void A_server_that_keeps_our_settings_is_taken() =>
        MySqlSession.Check(MySqlServer.Parse("9.7.4"), "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION", "+00:00");

    [Fact]
    public void A_server_or_a_proxy_that_commits_what_is_not_complete_is_refused()
    {
        var server = MySqlServer.Parse("9.7.4");
        Should.Throw<SchemaRefusedException>(() => MySqlSession.CheckTransactions(server, readOnly: false, commitsEach: true)).Message.ShouldContain("commits each statement by itself");
        MySqlSession.CheckTransactions(server, readOnly: false, commitsEach: false);
        MySqlSession.CheckTransactions(server, readOnly: true, commitsEach: true);
    }

    [Theory]
    [InlineData(null, "must say where the database is")]
    [InlineData("Server=db;User ID=shop;Password=Sesame-1", "Database:ConnectionString names no Database")]
    [InlineData("Database=shop;Password=Sesame-1", "Database:ConnectionString names no Server")]
    [InlineData("Sesame-1", "Database:ConnectionString is not a connection string")]
    [InlineData("Server=db;Database=shop;Password=Sesame-1;Port=many", "Database:ConnectionString is not a connection string")]
    [InlineData("Server=db;Database=shop;Password=Sesame-1;Nonsense=1", "Database:ConnectionString is not a connection string")]
    public void A_setting_that_cannot_be_used_is_a_sentence_without_the_password(string? connectionString, string sentence)
    {
        var result = new DatabaseOptionsRules().Validate(null, new DatabaseOptions { Provider = "mysql", ConnectionString = connectionString });
        result.FailureMessage.ShouldNotBeNull().ShouldContain(sentence);
        result.FailureMessage.ShouldNotContain("Sesame-1");
    }

    [Fact]
    public void Each_module_may_have_a_database_of_its_own()
    {
        const string good = "Server=db;Database=shop;Password=Sesame-1";
        var rules = new DatabaseOptionsRules();
        rules.Validate(null, new DatabaseOptions { Provider = "mysql", ConnectionString = good }).Succeeded.ShouldBeTrue();
        rules.Validate(null, new DatabaseOptions { Provider = "mysql", ConnectionString = good, ConnectionStrings = { ["catalog"] = "Server=db" } })
            .FailureMessage.ShouldNotBeNull().ShouldContain("Database:ConnectionStrings:catalog names no Database");
        rules.Validate(null, new DatabaseOptions { Provider = "sqlite" }).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Modules_with_the_same_connection_string_share_a_database_whose_name_holds_no_secret()
    {
        using var dialect = new MySqlDialect(Microsoft.Extensions.Options.Options.Create(new DatabaseOptions
        {
            Provider = "mysql",
            ConnectionString = "Server=db;Database=shop;User ID=giggatek;Password=Sesame-1",
            ConnectionStrings = { ["catalog"] = "Server=db2;Port=3307;Database=goods;User ID=giggatek;Password=Sesame-1" },
        }), new DatabaseWatching(30, TimeSpan.FromSeconds(2), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<MySqlTopology>.Instance, Metrics: null));
        dialect.DatabaseKey("ordering").ShouldBe("shop at db:3306");
        dialect.DatabaseKey("payments").ShouldBe("shop at db:3306");
        dialect.DatabaseKey("catalog").ShouldBe("goods at db2:3307");
    }

    [Theory]
    [InlineData("db1,db2", "db1:3306 db2:3306")]
    [InlineData("db1:3307, db2", "db1:3307 db2:3306")]
    [InlineData("::1", "::1:3306")]
    [InlineData("[::1]:3307,127.0.0.1:3308", "::1:3307 127.0.0.1:3308")]
    public void A_connection_string_may_name_several_servers_with_ports_of_their_own(string servers, string addresses) =>
        string.Join(' ', DatabaseHosts.Split(new MySqlConnectionStringBuilder { Server = servers }).Select(host => $"{host.Server}:{host.Port}")).ShouldBe(addresses);

    [Fact]
    public void A_replica_is_a_host_that_is_reached_as_the_primary_or_a_connection_string()
    {
        var primary = new MySqlConnectionStringBuilder("Server=db1;Database=shop;User ID=giggatek;Password=Sesame-1");
        DatabaseHosts.Replica(primary, "db2:3307").ConnectionString.ShouldBe("Server=db2;Port=3307;User ID=giggatek;Password=Sesame-1;Database=shop");
        DatabaseHosts.Replica(primary, "Server=db3;Database=shop;User ID=reader;Password=Sesame-2").UserID.ShouldBe("reader");
    }

    [Theory]
    [InlineData("db2:many")]
    [InlineData("db2:99999")]
    [InlineData("")]
    [InlineData("Server=db2;Nonsense=1")]
    [InlineData("Password=Sesame-1")]
    public void A_replica_that_cannot_be_one_is_a_sentence_without_the_password(string replica)
    {
        const string good = "Server=db;Database=shop;Password=Sesame-1";
        var rules = new DatabaseOptionsRules();
        var result = rules.Validate(null, new DatabaseOptions { Provider = "mysql", ConnectionString = good, Replicas = ["db2", replica] });
        result.FailureMessage.ShouldNotBeNull().ShouldContain("Database:Replicas:1 names no replica");
        result.FailureMessage.ShouldNotContain("Sesame-1");
        rules.Validate(null, new DatabaseOptions { Provider = "mysql", ConnectionString = good, ModuleReplicas = { ["catalog"] = ["db2"] } })
            .FailureMessage.ShouldNotBeNull().ShouldContain("Database:ModuleReplicas:catalog names replicas");
    }
}
