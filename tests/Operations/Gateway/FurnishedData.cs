using System.Text.Json;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>A data folder with one part in it, for any number of real shops.</summary>
public sealed class FurnishedData : IAsyncLifetime
{
    public const string Sku = "PART-1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-shops-");

    /// <summary>Where it lies.</summary>
    public string Folder => _folder.FullName;

    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["Shop__PublicUrl"] = "http://shop.example", ["Shop__Development"] = "true", ["Payments__Provider"] = "test",
        ["Shutdown__KeepServingSeconds"] = "3",
    };

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(_folder.FullName, "parts.jsonl");
        var part = new { name = "Part of the tests", category = "widget", price = 200, variants = new[] { new { grade = "Good", price = 100, stock = 100_000, sku = Sku } } };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(part));
        await BuiltProgram.RunAsync(Environment, "keys", "create", "--master", "--data", _folder.FullName);
        await BuiltProgram.RunAsync(Environment, "migrate", "--data", _folder.FullName);
        await BuiltProgram.RunAsync(Environment, "import", file, "--data", _folder.FullName);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Starts a shop and waits until it is ready.</summary>
    internal Task<ServerProcess> StartShopAsync(Uri address, params (string Name, string Value)[] settings) => StartShopAsync(address, "all", settings);

    /// <summary>Starts one that runs these modules alone.</summary>
    internal async Task<ServerProcess> StartShopAsync(Uri address, string modules, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>(Environment);
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var shop = ServerProcess.Start(environment, "serve", "--modules", modules, "--urls", address.GetLeftPart(UriPartial.Authority), "--data", _folder.FullName);
        if (!environment.ContainsKey("Kestrel__EndpointDefaults__Protocols"))
        {
            await shop.UntilItAnswers(new Uri(address, "/health/ready"));
        }

        return shop;
    }
}
