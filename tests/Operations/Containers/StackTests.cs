using System.Text.Json;

namespace GigGatek.Tests.Operations.Containers;

/// <summary>The shop as <c>docker compose up -d --wait</c> leaves it.</summary>
[Collection(ContainersCollection.Name)]
public sealed class StackTests(ShopImage image, ComposeStack stack)
{
    private static readonly string[] Shops = ["shop-blue", "shop-green", "worker"];

    [Fact]
    public async Task It_sells_and_its_books_balance()
    {
        await stack.RequireAsync(image);
        await stack.BuyAsync();
        var verified = await stack.ProgramAsync("verify");
        verified.ShouldContain("All invariants hold.");
    }

    [Fact]
    public async Task It_sells_on_after_the_database_and_Redis_were_started_anew()
    {
        await stack.RequireAsync(image);
        await stack.BuyAsync();
        await stack.ComposeAsync("restart", "database");
        await stack.ComposeAsync("restart", "redis");    // not both at once: they might take each other's address, and podman tells the old one for a while
        await stack.BuyAsync();
        await Wait.Until("the worker to reach the database", async () => (await stack.TryComposeAsync("exec", "-T", "worker", "/app/giggatek", "health")).ExitCode == 0);
        (await stack.ProgramAsync("verify")).ShouldContain("All invariants hold.");
    }

    [Fact]
    public async Task Every_line_of_its_logs_that_the_program_wrote_names_the_build()
    {
        var labels = (await image.RequireAsync()).GetProperty("Config").GetProperty("Labels");
        await stack.RequireAsync(image);
        var build = $"{labels.GetProperty("org.opencontainers.image.version").GetString()}+{labels.GetProperty("org.opencontainers.image.revision").GetString()![..7]}";
        var lines = (await stack.ComposeAsync(["logs", "--no-log-prefix", "--no-color", .. Shops])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldNotBeEmpty();
        lines.Where(line => line.IndexOf(build, StringComparison.Ordinal) != "warn: ".Length).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_secret_is_in_the_description_the_environment_or_the_log_of_a_container_or_in_the_image()
    {
        await stack.RequireAsync(image);
        await stack.BuyAsync();
        var secrets = stack.ListSecrets();
        secrets.Count.ShouldBeGreaterThan(5);
        var containers = (await stack.ComposeAsync("ps", "--all", "--quiet")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var told = await Docker.RunAsync(["inspect", .. containers]) + await stack.ComposeAsync("logs") + await Docker.RunAsync("history", "--no-trunc", ShopImage.Tag);
        told.ShouldContain("Database__Provider=mysql");
        secrets.Where(secret => told.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_container_has_rights_or_writes_to_its_own_root_and_only_the_gateway_is_reached_from_outside()
    {
        await stack.RequireAsync(image);
        var containers = (await stack.ComposeAsync("ps", "--quiet")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var described = JsonDocument.Parse(await Docker.RunAsync(["inspect", .. containers])).RootElement.EnumerateArray().ToList();
        described.Count.ShouldBe(7);
        foreach (var container in described)
        {
            var (name, host) = (container.GetProperty("Config").GetProperty("Labels").GetProperty("com.docker.compose.service").GetString(), container.GetProperty("HostConfig"));
            host.GetProperty("ReadonlyRootfs").GetBoolean().ShouldBeTrue(name);
            host.GetProperty("Privileged").GetBoolean().ShouldBeFalse(name);
            host.GetProperty("SecurityOpt").EnumerateArray().Select(option => option.GetString()).ShouldContain(option => option!.StartsWith("no-new-privileges", StringComparison.Ordinal), name);
            host.GetProperty("CapDrop").GetArrayLength().ShouldBeGreaterThan(0, name);
            host.GetProperty("Memory").GetInt64().ShouldBeGreaterThan(0, name);
            container.GetProperty("Config").GetProperty("User").GetString().ShouldNotBeOneOf(null, "", "0", "root");
            var isOpen = host.GetProperty("PortBindings").EnumerateObject().Any(port => port.Value is { ValueKind: JsonValueKind.Array } bindings && bindings.GetArrayLength() > 0);
            isOpen.ShouldBe(name == "door", name);    // whose network is the gateway's
        }
    }

    [Fact]
    public async Task The_gateway_does_not_see_the_database()
    {
        await stack.RequireAsync(image);
        foreach (var server in new[] { "http://database:3306", "http://redis:6379" })
        {
            var asked = await stack.TryComposeAsync("exec", "-T", "gateway", "/app/giggatek", "health", "--url", server);
            asked.ExitCode.ShouldNotBe(0);
            asked.Output.ShouldContain("does not answer", customMessage: "its name is not known there");
        }
    }

    [Fact]
    public async Task What_the_manual_tells_to_type_makes_it_and_its_first_owner()
    {
        await stack.RequireAsync(image);
        stack.Installed.ShouldContain("one-time password");
        stack.Installed.ShouldContain("systemctl enable giggatek");
    }

    [Fact]
    public async Task What_init_env_has_made_it_makes_once()
    {
        await stack.RequireAsync(image);
        stack.Initialised.ShouldContain("made  secrets/shop/master.key");
        var before = Contents();
        var again = await stack.InitEnvAsync();
        again.ExitCode.ShouldBe(0, again.All);
        again.Output.ShouldContain("Nothing was missing.");
        again.Output.ShouldNotContain("made ");
        Contents().ShouldBe(before);
    }

    [Fact]
    public async Task What_the_database_writes_is_encrypted()
    {
        await stack.RequireAsync(image);
        var tables = await stack.ComposeAsync(
            "exec", "-T", "database", "sh", "-c",
            "MYSQL_PWD=$(cat /run/secrets/root-password) mariadb -uroot -N -e \"SELECT COUNT(*), SUM(ENCRYPTION_SCHEME) FROM information_schema.INNODB_TABLESPACES_ENCRYPTION WHERE NAME LIKE 'giggatek/%'\"");
        var counts = tables.Split('\t', StringSplitOptions.TrimEntries);
        counts[0].ShouldNotBe("0");
        counts[1].ShouldBe(counts[0]);
    }

    /// <summary>Whoever has taken over a shop can neither take a table away nor the triggers that guard the ledger.</summary>
    [Theory]
    [InlineData("CREATE TABLE mine (id INT)")]
    [InlineData("ALTER TABLE accounts_users ADD COLUMN mine INT")]
    [InlineData("TRUNCATE TABLE ordering_orders")]
    [InlineData("DROP TABLE ordering_orders")]
    [InlineData("DROP TRIGGER payments_ledger_no_DELETE")]
    [InlineData("SELECT COUNT(*) FROM mysql.user")]
    public async Task The_shops_user_of_the_database_changes_no_table(string sql)
    {
        await stack.RequireAsync(image);
        (await AsTheShop("SELECT COUNT(*) > 0 FROM catalog_products")).Output.Trim().ShouldBe("1");
        var refused = await AsTheShop(sql);
        refused.ExitCode.ShouldBe(1, refused.All);
        refused.All.ShouldMatch("ERROR (1142|1044|1227) .* denied");
    }

    private Task<CommandResult> AsTheShop(string sql) => stack.TryComposeAsync(
        "exec", "-T", "database", "sh", "-c", $"MYSQL_PWD=$(cat /run/secrets/giggatek-password) mariadb -h 127.0.0.1 -ugiggatek giggatek -N -e \"{sql}\"");

    private Dictionary<string, string> Contents() => Directory.EnumerateFiles(Path.Combine(stack.Folder, "secrets"), "*", SearchOption.AllDirectories)
        .Append(Path.Combine(stack.Folder, ".env")).ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));
}
