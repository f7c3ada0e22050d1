
namespace GigGatek.Tests.Integration.CommandLine;

/// <summary>The first start of <c>giggatek up</c>, which loads the demo catalogue, killed on its way.</summary>
[Trait("Database", "any")]
public sealed class DemoStartTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public async Task A_first_start_that_was_killed_is_completed_by_the_next_and_then_left_alone()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            using var killed = Workplace.Start(["up", "--demo", "full", "--port", $"{FreePorts.Next()}", "--data", _here.PathOf("shop")]);
            await TestShop.Until(() => Task.FromResult(Database.HasTable("schema_versions")), "the first schema change");
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (Count() == 1000)
            {
                break;    // too late: it was done already
            }
        }

        using var next = Workplace.Start(["up", "--demo", "full", "--port", $"{FreePorts.Next()}", "--data", _here.PathOf("shop")]);
        await TestShop.Until(() => Task.FromResult(Count() == 1000), "all of the demo catalogue");
        next.Kill();
        await next.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await _here.Run("verify")).ShouldSucceed();

        var before = await File.ReadAllTextAsync(await _here.Export("jsonl", "before.jsonl"));
        using var third = Workplace.Start(["up", "--demo", "full", "--port", $"{FreePorts.Next()}", "--data", _here.PathOf("shop")]);
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

    private TestDatabase Database => TestDatabase.In(_here.PathOf("shop"));

    private long Count() => Database.HasTable("catalog_products") ? Database.Count("catalog_products") : 0;
}
