using System.Text.Json;

namespace GigGatek.Tests.Operations.Containers;

/// <summary>The image, built once for all tests as a person builds it. Its layers stay in the engine's cache for the next time.</summary>
public sealed class ShopImage : IAsyncLifetime
{
    public const string Tag = "giggatek:tests";

    private readonly SemaphoreSlim _turn = new(1);
    private JsonElement? _description;

    /// <summary>As the engine describes it. Ends the test as skipped where there is no engine.</summary>
    internal async Task<JsonElement> RequireAsync()
    {
        Docker.Require();
        await _turn.WaitAsync();
        try
        {
            if (_description is null)
            {
                var built = await CommandResult.OfAsync(Checkout.File("deploy", "docker", "build.sh"), Checkout.Root, ["--tag", Tag]);
                built.ExitCode.ShouldBe(0, built.All);
                _description = JsonDocument.Parse(await Docker.RunAsync("image", "inspect", Tag)).RootElement[0];
            }

            return _description.Value;
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Those tests come one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ContainersCollection : ICollectionFixture<ShopImage>, ICollectionFixture<ComposeStack>
{
    public const string Name = "containers";
}
