using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>A gateway whose file a store replaces, as Kubernetes does with a ConfigMap.</summary>
public sealed class EarlierStateTests
{
    [Fact]
    public async Task An_earlier_revision_counts_where_that_is_said()
    {
        await using var blue = await StubShop.StartAsync("blue");
        await using var green = await StubShop.StartAsync("green");
        await using var gateway = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, blue.Address)], new Dictionary<string, string> { ["Gateway__AcceptEarlier"] = "true" });
        await gateway.Shift(RunningGateway.Colour("green", 100, green.Address));
        await gateway.Shift(RunningGateway.Colour("green", 100, green.Address), RunningGateway.Colour("blue", 0, blue.Address));

        var earlier = new ReleaseStateFile(gateway.File.Path + ".earlier");
        earlier.Write(new ReleaseState(1, [RunningGateway.Colour("blue", 100, blue.Address)]));
        File.Move(earlier.Path, gateway.File.Path, overwrite: true);
        using var client = new HttpClient(new SocketsHttpHandler());
        await Wait.Until("blue", async () => await client.GetStringAsync(gateway.Address) == "blue");
        (await gateway.Status()).GetProperty("file").GetProperty("revision").GetInt64().ShouldBe(1);
    }
}
