using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;

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
        }));
        dialect.DatabaseKey("ordering").ShouldBe("shop at db:3306");
        dialect.DatabaseKey("payments").ShouldBe("shop at db:3306");
        dialect.DatabaseKey("catalog").ShouldBe("goods at db2:3307");
    }
}
