using System.Net;
using System.Net.Sockets;
using GigGatek.Tests.Integration.CommandLine;
using MySqlConnector;

namespace GigGatek.Tests.Integration.Servers;

/// <summary>A server that cannot be used is one sentence with the remedy, from every command, and no secret is in it.</summary>
[Trait("Engine", "server")]
[Trait("Schema", "own")]
public sealed class RefusalTests : IDisposable
{
    private const string Password = "Sesame-Open-1";

    private readonly Workplace _here = new();

    public static TheoryData<string> Commands => ["migrate", "verify", "serve", "up", "import", "export"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_server_that_does_not_answer(string command)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        (await Run(command, parts => (parts.Server, parts.Port) = ("127.0.0.1", (uint)port)))
            .ShouldRefuse($"The database server 127.0.0.1:{port} cannot be reached. Start it, or correct Server and Port in Database:ConnectionString.");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_wrong_password(string command) =>
        (await Run(command, parts => parts.UserID = "nobody-we-know")).ShouldRefuse("does not let the user nobody-we-know in. Correct User ID and Password");

    [Fact]
    public async Task A_database_that_is_not_there() =>
        (await Run("migrate", parts => (parts.Database, parts.Password) = ("no_such_shop", new MySqlConnectionStringBuilder(TestDatabase.Server).Password)))
            .ShouldRefuse("There is no database no_such_shop at");

    [Theory]
    [InlineData("serve")]
    [InlineData("verify")]
    public async Task A_schema_that_was_never_made(string command) =>
        (await Run(command, parts => parts.Password = new MySqlConnectionStringBuilder(TestDatabase.Server).Password)).ShouldRefuse("schema changes. Apply them with giggatek migrate, then start again.");

    [Fact]
    public async Task Two_that_change_the_schema_at_once()
    {
        using var other = TestDatabase.In(_here.PathOf("shop")).Open();
        using var command = other.CreateCommand();
        command.CommandText = "SELECT GET_LOCK(CONCAT('giggatek.', LEFT(SHA2(DATABASE(), 256), 32)), 0)";
        command.ExecuteScalar();
        (await _here.Run("migrate")).ShouldRefuse("Another process is changing this database's schema.");
        (await _here.Run("verify")).ShouldRefuse("schema changes");    // nothing was changed
    }

    [Fact]
    public async Task Settings_that_name_no_database() =>
        (await Run("migrate", parts => parts.Database = "")).ShouldRefuse("Database:ConnectionString names no Database");

    /// <summary>The servers of these tests write no binary log.</summary>
    [Fact]
    public async Task Replicas_of_a_server_that_has_none() =>
        (await Run("verify", parts => parts.Password = new MySqlConnectionStringBuilder(TestDatabase.Server).Password, replica: "127.0.0.1:1"))
            .ShouldRefuse("writes no binary log with GTIDs, so nobody can tell what its replicas have.");

    public void Dispose() => _here.Dispose();

    /// <summary>On a connection string that is wrong in one thing. With all that can be logged, so that the password would be.</summary>
    private async Task<Ended> Run(string command, Action<MySqlConnectionStringBuilder> spoil, string? replica = null)
    {
        Directory.CreateDirectory(_here.PathOf("shop"));
        var parts = new MySqlConnectionStringBuilder(TestDatabase.In(_here.PathOf("shop")).Settings()["Database:ConnectionString"]!) { Password = Password };
        spoil(parts);
        string[] more = command switch
        {
            "import" => ["import", _here.Write("widgets.jsonl", new { name = "Part", price = 1 })],
            "export" => ["export", "--format", "jsonl", "--output", _here.PathOf("out.jsonl")],
            "serve" => ["serve", "--urls", "http://127.0.0.1:0"],
            "up" => ["up", "--port", $"{FreePorts.Next()}"],
            _ => [command],
        };
        var settings = new Dictionary<string, string>
        {
            ["Database__ConnectionString"] = parts.ConnectionString, ["Logging__LogLevel__Default"] = "Trace", ["Shop__Development"] = "true",
        };
        if (replica is not null)
        {
            settings["Database__Replicas__0"] = replica;
        }

        using var process = Workplace.Start([.. more, "--data", _here.PathOf("shop")], settings);
        var ended = await Workplace.End(process);
        (ended.Output + ended.Error).ShouldNotContain(Password, Case.Sensitive);
        return ended;
    }
}
