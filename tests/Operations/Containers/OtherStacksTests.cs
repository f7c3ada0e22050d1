namespace GigGatek.Tests.Operations.Containers;

/// <summary>The production shape with its override files: minutes each, so <c>./giggatek soak</c> runs them, and the tests do not.</summary>
[Collection(ContainersCollection.Name)]
public sealed class OtherStacksTests(ShopImage image)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_MySQL_it_sells_and_what_the_database_writes_is_encrypted()
    {
        LongStacks.Require();
        await using var stack = new ComposeStack { Overrides = ["compose.mysql.yaml"] };
        await stack.RequireAsync(image);
        await stack.BuyAsync();
        (await stack.ProgramAsync("verify")).ShouldContain("All invariants hold.");
        var plain = await stack.ComposeAsync("exec", "-T", "database", "sh", "-c", Client("mysql", "SELECT COUNT(*) FROM information_schema.INNODB_TABLESPACES WHERE NAME LIKE 'giggatek/%' AND ENCRYPTION <> 'Y'"));
        plain.Trim().ShouldBe("0");
    }

    [Fact]
    public async Task With_a_replica_it_sells_and_reads_from_both()
    {
        LongStacks.Require();
        await using var stack = new ComposeStack { Overrides = ["compose.replica.yaml"] };
        await stack.RequireAsync(image);
        await stack.BuyAsync();
        var deadline = Environment.TickCount64 + 60_000;
        while (!(await stack.ComposeAsync("exec", "-T", "worker", "/app/giggatek", "health")).Contains("(Healthy)", StringComparison.Ordinal))
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue("the replica does not come into rotation");
            await Task.Delay(500, Ct);
        }

        var state = await stack.ComposeAsync("exec", "-T", "database-replica", "sh", "-c", Client("mariadb", "SHOW REPLICA STATUS\\G", options: ""));
        state.ShouldContain("Slave_SQL_Running: Yes", customMessage: state);
        state.ShouldContain("Slave_IO_Running: Yes", customMessage: state);
        (await stack.ProgramAsync("verify")).ShouldContain("All invariants hold.");
    }

    private static string Client(string program, string sql, string options = "-N") => $"MYSQL_PWD=$(cat /run/secrets/root-password) {program} -uroot {options} -e \"{sql}\"";
}
