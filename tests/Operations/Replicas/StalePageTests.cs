using System.Text.Json.Nodes;
using GigGatek.Tests.Operations.Databases;

namespace GigGatek.Tests.Operations.Replicas;

/// <summary>Cached pages, and replicas that are behind.</summary>
[Collection(ReplicatedShopsCollection.Name)]
public sealed class StalePageTests(ReplicatedShops shops)
{
    private const string NewName = "A name that no replica knows yet";

    [Fact]
    public async Task A_page_that_was_dropped_is_not_made_anew_from_a_replica_that_lacks_the_change()
    {
        var shop = await shops.Of(ServerKind.MariaDb);
        await using var patient = await shop.StartAnotherAsync(("Database__ReplicaLagSeconds", "600"));    // it takes replicas that are far behind
        foreach (var replica in shop.Set.Replicas)
        {
            await shop.Set.FollowAsync(replica, delay: 600);
        }

        var file = Path.Combine(Directory.CreateTempSubdirectory("giggatek-import-").FullName, "product.jsonl");
        try
        {
            var product = await RenameAProduct(shop, file);
            (await patient.GetAsync($"/p/{product}")).ShouldNotContain(NewName);    // is in the cache now
            shop.Pause();    // or it might be the one that hears of the change
            (await shop.RunAsync("import", file)).ExitCode.ShouldBe(0);
            await patient.Until("the page to show the new name", async () =>
                (await patient.GetAsync($"/p/{product}")).Contains(NewName, StringComparison.Ordinal));
            foreach (var replica in shop.Set.Replicas)
            {
                (await ReplicatedShop.CountAsync(replica, $"catalog_products WHERE name = '{NewName}'")).ShouldBe(0);
            }

            (await patient.TellHealthAsync()).ShouldBe("Healthy");    // it reads from them still, what they have
        }
        finally
        {
            shop.GoOn();
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
            foreach (var replica in shop.Set.Replicas)
            {
                await shop.Set.FollowAsync(replica);
            }

            await shop.Until("the replicas to be taken again", async () => await shop.TellHealthAsync() == "Healthy");
        }
    }

    private static async Task<string> RenameAProduct(ReplicatedShop shop, string file)
    {
        (await shop.RunAsync("export", "--format", "jsonl", "--output", file)).ExitCode.ShouldBe(0);
        var product = JsonNode.Parse((await File.ReadAllLinesAsync(file))[0])!;
        product["name"] = NewName;
        await File.WriteAllTextAsync(file, product.ToJsonString());
        return (string)product["slug"]!;
    }
}
