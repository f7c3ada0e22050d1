using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Accounts;

namespace GigGatek.Tests.Integration.Redis;

/// <summary>Keys of the API: remembered for all processes, and forgotten by all at once.</summary>
[Collection(nameof(TwoNodes))]
[Trait("Database", "any")]
public sealed class SharedKeyTests(TwoNodes shop)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_is_revoked_at_one_process_is_refused_at_the_other()
    {
        var (userId, _) = await shop.First.HasCustomer("keys@example.com");
        var made = (await shop.First.Get<IApiKeysAdmin>().CreateAsync(Actor.System, new CreateApiKey(userId, "Scanner", [ApiScopes.Shop], null), Ct)).Value.ShouldNotBeNull();
        (await Finds(shop.First)).ShouldBeTrue();
        (await Finds(shop.Second)).ShouldBeTrue();

        (await shop.First.Get<IApiKeysAdmin>().RevokeAsync(Actor.System, made.Key.Id, Ct)).Error.ShouldBeNull();

        (await Finds(shop.First)).ShouldBeFalse();
        await TestShop.Until(async () => !await Finds(shop.Second), "the key to be refused at the other");

        async Task<bool> Finds(TestShop node) => await node.Get<IApiKeys>().FindCallerAsync(made.Secret, Ct) is not null;
    }
}
