using System.Text;
using GigGatek.Tests.Operations.Databases;

namespace GigGatek.Tests.Operations.Replicas;

/// <summary>The binary log travels to every replica and every backup: it says no more about people than the tables do.</summary>
[Collection(ReplicatedShopsCollection.Name)]
public sealed class BinaryLogTests(ReplicatedShops shops)
{
    private static readonly string[] Personal = ["ann@example.com", "Ann Lee", "1 Main St", "4242424242424242"];

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Nothing_of_a_buyer_is_in_it_and_his_order_is(ServerKind kind)
    {
        var shop = await shops.Of(kind);
        await using (var crowd = new Crowd(shop, await shop.ListSkusAsync(), 1, (visitor, enough) => visitor.BuysUntil(enough)))
        {
            await crowd.GoesOnFor(1);
            await crowd.EndsAsync();
            crowd.Paid.ShouldNotBeEmpty();
        }

        await shop.Set.Primary.ExecuteAsync("FLUSH BINARY LOGS");
        var log = string.Concat(Directory.GetFiles(shop.Set.Primary.Folder.Data).Where(file => Path.GetFileName(file).Contains("bin", StringComparison.Ordinal)).Select(Read));
        log.ShouldContain(await shop.Set.Primary.ReadAsync($"SELECT number FROM {ReplicaSet.User}.ordering_orders ORDER BY id DESC LIMIT 1", reader => reader.GetString(0)));
        foreach (var word in Personal)
        {
            log.Contains(word, StringComparison.Ordinal).ShouldBeFalse(word);
        }
    }

    private static string Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
