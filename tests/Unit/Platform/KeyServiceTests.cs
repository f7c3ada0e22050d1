using GigGatek.Platform.Security;
using GigGatek.Platform.Security.Keys;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>The same ring over a key service: far away, asynchronous, never showing its key.</summary>
public sealed class KeyServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_service_is_asked_once_for_each_key_and_told_which()
    {
        var service = new Service();
        await using var process = await new KeysProcess(_folder.Path, TimeProvider.System, local: false, master: service).Starts();
        var place = new SealedPlace("accounts_users", "email", 42);
        var first = process.Ring.Current.Id;
        var second = await process.Keys.CreateAsync(TestContext.Current.CancellationToken);
        for (var look = 0; look < 5; look++)
        {
            await process.Get<LookAtKeys>().RunAsync(TestContext.Current.CancellationToken);
        }

        process.Personal.Open(place, process.Personal.Seal(place, "ann")).ShouldBe("ann");
        service.Unwrapped.ShouldBe([first, second]);
        Directory.Exists(Path.Combine(_folder.Path, "keys")).ShouldBeFalse("no key lies in a file");
    }

    private sealed class Service : IMasterKey
    {
        public List<string> Unwrapped { get; } = [];

        public string Id => "arn:aws:kms:eu-central-1:111122223333:key/1234abcd";

        public async ValueTask<byte[]> WrapAsync(string dataKey, ReadOnlyMemory<byte> plain, CancellationToken ct)
        {
            await Task.Yield();
            return [.. plain.ToArray().Select(part => (byte)(part ^ 0x5A))];
        }

        public async ValueTask<byte[]> UnwrapAsync(string masterKey, string dataKey, ReadOnlyMemory<byte> wrapped, CancellationToken ct)
        {
            await Task.Yield();
            Unwrapped.Add(dataKey);
            return [.. wrapped.ToArray().Select(part => (byte)(part ^ 0x5A))];
        }
    }
}
