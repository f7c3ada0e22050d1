using System.Net;
using System.Net.Sockets;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary>The first start of <c>giggatek up</c>, which loads the demo catalogue, killed on its way.</summary>
public sealed class DemoStartTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public async Task A_first_start_that_was_killed_is_completed_by_the_next_and_then_left_alone()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            using var killed = Workplace.Start(["up", "--demo", "full", "--port", $"{FreePort()}", "--data", _here.PathOf("shop")]);
            await TestShop.Until(() => Task.FromResult(File.Exists(_here.PathOf("shop/giggatek.db"))), "the database file");
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (File.Exists(_here.PathOf("shop/giggatek.db-wal")) && Count() == 1000)
            {
                break;    // too late: it was done already
            }
        }

        using var next = Workplace.Start(["up", "--demo", "full", "--port", $"{FreePort()}", "--data", _here.PathOf("shop")]);
        await TestShop.Until(() => Task.FromResult(Count() == 1000), "all of the demo catalogue");
        next.Kill();
        await next.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await _here.Run("verify")).ShouldSucceed();

        var before = await File.ReadAllTextAsync(await _here.Export("jsonl", "before.jsonl"));
        using var third = Workplace.Start(["up", "--demo", "full", "--port", $"{FreePort()}", "--data", _here.PathOf("shop")]);
        var line = "";
        while (line is not null && !line.StartsWith("Catalogue", StringComparison.Ordinal))
        {
            line = await third.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        }

        line.ShouldNotBeNull().ShouldContain("as it was");
        third.Kill();
        await third.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await File.ReadAllTextAsync(await _here.Export("jsonl", "after.jsonl"))).ShouldBe(before);
    }

    public void Dispose() => _here.Dispose();

    private long Count()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_here.PathOf("shop/giggatek.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'catalog_products'";
        if ((long)command.ExecuteScalar()! == 0)
        {
            return 0;
        }

        command.CommandText = "SELECT COUNT(*) FROM catalog_products";
        return (long)command.ExecuteScalar()!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
