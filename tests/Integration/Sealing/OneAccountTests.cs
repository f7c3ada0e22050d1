using GigGatek.Composition;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Security;
using GigGatek.Platform.Security.Keys;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Integration.Sealing;

/// <summary>
/// One address, one account, while two processes write indexes under different keys and a third writes them anew. The
/// unique index of the column cannot see that; <c>AddressTurn</c> does.
/// </summary>
public sealed class OneAccountTests : IAsyncLifetime
{
    private const int Addresses = 12;

    private readonly TestShop _shop = new() { Settings = { ["Keys:LookSeconds"] = "300" } };
    private WebApplication _second = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        _second = ShopHost.Build(
            new ShopStart("http://127.0.0.1:0", "all", new Dictionary<string, string?>(_shop.Database.Settings())
            {
                ["Database:Directory"] = _shop.Folder, ["Shop:Development"] = "true", ["Keys:LookSeconds"] = "300",
            }),
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(_shop.Clock);
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
            });
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task An_address_gets_one_account_in_the_middle_of_a_rotation()
    {
        var (before, after) = await SecondProcessIsBehind();
        using var enough = new CancellationTokenSource();
        var reencrypting = Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    await _shop.Reencrypts();
                }
            },
            Ct);

        await Registers(_shop.Get<IAccounts>(), "first@example.com");
        await Registers(_second.Services.GetRequiredService<IAccounts>(), "FIRST@example.com");
        await Registers(_second.Services.GetRequiredService<IAccounts>(), "second@example.com");
        await Registers(_shop.Get<IAccounts>(), "SECOND@example.com");
        for (var number = 0; number < Addresses; number++)
        {
            await Task.WhenAll(
                Registers(_shop.Get<IAccounts>(), $"ann{number}@example.com"),
                Registers(_second.Services.GetRequiredService<IAccounts>(), $"Ann{number}@Example.com"));
        }

        await enough.CancelAsync();
        await reencrypting;
        _second.Services.GetRequiredService<IKeyRing>().Current.Id.ShouldBe(before, "it was behind all the time");
        (await _shop.Count("accounts_users")).ShouldBe(Addresses + 2);
        await _shop.Reencrypts();
        (await _shop.Count($"accounts_users WHERE email_index LIKE '{after}.%'")).ShouldBe(Addresses + 2);
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task People_sign_in_at_a_process_that_does_not_use_the_new_key_yet()
    {
        var (before, after) = await SecondProcessIsBehind();
        await Registers(_shop.Get<IAccounts>(), "ann@example.com");
        await Registers(_second.Services.GetRequiredService<IAccounts>(), "bob@example.com");
        (await _shop.Count($"accounts_users WHERE email_index LIKE '{after}.%'")).ShouldBe(1);
        (await _shop.Count($"accounts_users WHERE email_index LIKE '{before}.%'")).ShouldBe(1);

        (await _second.Services.GetRequiredService<IAccounts>().SignInAsync("ann@example.com", People.Password, "10.0.0.1", Ct)).Error.ShouldBeNull();
        (await _shop.Get<IAccounts>().SignInAsync("bob@example.com", People.Password, "10.0.0.1", Ct)).Error.ShouldBeNull();
    }

    /// <summary>The first process writes with a new key; the second knows it, and still writes with the old one.</summary>
    private async Task<(string Before, string After)> SecondProcessIsBehind()
    {
        var before = await _shop.CurrentKey();
        var after = await _shop.Get<DataKeys>().CreateAsync(Ct);
        _shop.Clock.Advance(TimeSpan.FromSeconds(601));
        _second.Services.GetRequiredService<IKeyRing>().All.Count.ShouldBe(2);
        (await _shop.Get<DataKeys>().PromoteAsync(after, Ct)).Error.ShouldBeNull();
        await TestShop.Until(() => Task.FromResult(_shop.Get<IKeyRing>().Current.Id == after), "the first process to look");
        _second.Services.GetRequiredService<IKeyRing>().Current.Id.ShouldBe(before);
        return (before, after);
    }

    private static async Task Registers(IAccounts accounts, string email) =>
        (await accounts.RegisterAsync(email, "Ann Lovelace", People.Password, "10.0.0.1", Ct)).Error.ShouldBeNull();
}
