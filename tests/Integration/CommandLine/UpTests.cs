using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary><c>giggatek up</c> as a newcomer meets it: what it prints, what it refuses, how it stops.</summary>
[Trait("Database", "any")]
public sealed class UpTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_start_shows_the_owners_password_once_and_the_second_does_not()
    {
        await using var shop = new RunningShop("none");
        await shop.StartAsync();
        shop.OwnerPassword.Length.ShouldBeGreaterThan(12);
        shop.Output.ShouldContain(shop.OwnAddress);

        await shop.StopAsync();
        await shop.StartAsync();
        shop.Output.Split("one-time password").Length.ShouldBe(2, shop.Output);
    }

    [Fact]
    public async Task An_interrupt_stops_it_cleanly()
    {
        await using var shop = new RunningShop("none");
        await shop.StartAsync();
        (await shop.StopAsync()).ShouldBe(0, shop.Output);
        shop.Output.ShouldContain("Everything is saved.");
    }

    [Fact]
    public async Task One_that_is_reached_under_another_address_calls_itself_by_that()
    {
        await using var shop = new RunningShop("none");
        shop.Settings["Shop:PublicUrl"] = "https://tunnel.example";
        await shop.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler());
        (await client.GetStringAsync(new Uri($"{shop.OwnAddress}/robots.txt"), Ct)).ShouldContain("https://tunnel.example/sitemap.xml");
    }

    [Fact]
    public async Task Watching_is_for_a_checkout_and_a_program_alone_says_so()
    {
        var (exitCode, output) = await RunningShop.RunProgramAsync("up", "--watch");
        exitCode.ShouldNotBe(0);
        output.ShouldContain("run ./giggatek up --watch there");
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence_and_nothing_is_written()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var folder = Path.Combine(Path.GetTempPath(), "giggatek-never-made-" + port);

        var (exitCode, output) = await RunningShop.RunProgramAsync("up", "--port", $"{port}", "--data", folder);

        exitCode.ShouldBe(2);
        output.Trim().ShouldBe($"Port {port} is taken by another program. Stop that one, or choose another port with --port {port + 1}.");
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_one_sentence()
    {
        var file = Path.GetTempFileName();
        var (exitCode, output) = await RunningShop.RunProgramAsync("up", "--port", "18999", "--data", Path.Combine(file, "data"));
        exitCode.ShouldBe(2);
        output.ShouldContain("cannot be written to");
        output.ShouldContain("--data DIR");
        output.ShouldNotContain("   at ");
        File.Delete(file);
    }

    [Fact, Trait("Schema", "own")]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        await using var shop = new RunningShop("none");
        await shop.StartAsync();
        await shop.StopAsync();
        shop.Database.Execute("INSERT INTO schema_versions (version, applied_on, description) VALUES (209901010000, '2099-01-01', 'From the future')");

        var before = shop.Database.ReadAtRest();
        foreach (var command in new[] { "up", "migrate" })
        {
            var (exitCode, output) = await shop.RunAsync(command);
            exitCode.ShouldBe(2, command + output);
            output.ShouldContain("newer version of GigGatek (schema 209901010000)");
            output.Trim().Split('\n').Length.ShouldBe(1, output);
        }

        shop.Database.ReadAtRest().ShouldBe(before);
    }

    [Fact, Trait("Engine", "sqlite")]
    public async Task A_damaged_database_is_one_sentence_with_the_remedy()
    {
        await using var shop = new RunningShop("none");
        await shop.StartAsync();
        await shop.StopAsync();
        var file = Path.Combine(shop.Folder, "giggatek.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync(Ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";    // what lies in the log would hide the damage
            await command.ExecuteNonQueryAsync(Ct);
        }

        await using (var stream = File.OpenWrite(file))
        {
            stream.Position = 4096;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 64 * 1024)), Ct);
        }

        var (exitCode, output) = await shop.RunAsync("up", "--port", $"{shop.Port}");
        exitCode.ShouldBe(2, output);
        output.ShouldContain("is damaged. Restore it from a backup");
        output.ShouldNotContain("   at ");
    }

    [Fact, Trait("Engine", "sqlite")]
    public async Task A_file_that_is_no_database_is_not_overwritten()
    {
        var folder = Directory.CreateTempSubdirectory("giggatek-test-").FullName;
        var file = Path.Combine(folder, "giggatek.db");
        await File.WriteAllTextAsync(file, new string('k', 10_000), Ct);
        var (exitCode, output) = await RunningShop.RunProgramAsync("up", "--port", "18998", "--data", folder);
        exitCode.ShouldBe(2, output);
        (await File.ReadAllTextAsync(file, Ct)).ShouldBe(new string('k', 10_000));
        Directory.Delete(folder, recursive: true);
    }
}
