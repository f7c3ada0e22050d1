using GigGatek.Tests.Integration.CommandLine;
using MySqlConnector;

namespace GigGatek.Tests.Integration.Servers;

/// <summary>The shop with a user of the database who changes rows and no table, as deploy/compose makes him.</summary>
[Trait("Engine", "server")]
public sealed class SchemaUserTests : IDisposable
{
    private readonly Workplace _workplace = new();
    private readonly string _user = $"rows{Guid.CreateVersion7():N}"[..20];

    [Fact]
    public async Task Whoever_may_change_rows_alone_runs_every_command_on_a_schema_that_is_current()
    {
        Directory.CreateDirectory(_workplace.PathOf("shop"));
        (await _workplace.Run("keys", "create", "--master")).ShouldSucceed();
        (await _workplace.Run("migrate")).ShouldSucceed();
        var part = _workplace.Write("parts.jsonl", new { name = "Part of the tests", category = "widget", price = 200, variants = new[] { new { grade = "Good", price = 100, stock = 10 } } });
        (await AsUser("shop", "migrate")).Output.ShouldContain("The schema is current.");
        (await AsUser("shop", "import", part)).ShouldSucceed();
        (await AsUser("shop", "verify")).ShouldSucceed();
    }

    [Fact, Trait("Schema", "own")]
    public async Task He_is_told_who_may_when_there_is_something_to_change()
    {
        var refused = await AsUser("empty", "migrate");
        refused.ShouldRefuse($"The user {_user} may not change the schema of");
        TestDatabase.In(_workplace.PathOf("empty")).IsEmpty.ShouldBeTrue();
    }

    public void Dispose()
    {
        TestDatabase.In(_workplace.PathOf("shop")).Execute($"DROP USER IF EXISTS {_user}");
        _workplace.Dispose();
    }

    private async Task<Ended> AsUser(string shop, params string[] arguments)
    {
        var database = TestDatabase.In(_workplace.PathOf(shop));
        var owner = new MySqlConnectionStringBuilder(database.Settings()["Database:ConnectionString"]!);
        database.Execute($"CREATE USER IF NOT EXISTS {_user} IDENTIFIED BY 'of-this-test'; GRANT SELECT, INSERT, UPDATE, DELETE ON `{owner.Database}`.* TO {_user}");
        var rows = new MySqlConnectionStringBuilder(owner.ConnectionString) { UserID = _user, Password = "of-this-test", AllowPublicKeyRetrieval = true };
        using var process = Workplace.Start([.. arguments, "--data", _workplace.PathOf(shop)], new() { ["Database__ConnectionString"] = rows.ConnectionString });
        return await Workplace.End(process);
    }
}
