using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Payments;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary><c>giggatek second-factor off</c> beside a running shop, as docs/operations/second-factor.md tells it.</summary>
[Trait("Database", "any")]
public sealed class SecondFactorTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_operator_lets_somebody_in_again_who_lost_phone_and_codes()
    {
        var (ann, session) = await _shop.HasCustomer("ann@example.com");
        var phone = await _shop.TurnsOnSecondFactor(session);

        var off = await Runs("--email", "Ann@example.com");

        off.ShouldSucceed();
        off.Output.ShouldContain("The second factor of ann@example.com is off");
        off.Output.ShouldNotContain(phone.Secret);
        (await (await _shop.SignsIn("ann@example.com")).IsSignedIn()).ShouldBeTrue();
        _shop.Clock.Advance(TimeSpan.FromMinutes(1.1));
        (await session.IsSignedIn()).ShouldBeFalse("what is remembered of it is a minute old at most");
        await TestShop.Until(
            async () => (await _shop.Get<IAccountsAdmin>().ListAuditAsync($"account {ann}", null, Ct)).Items.Any(entry => entry is { Action: "second-factor.off", Actor: "giggatek" }), "the trail");
        await TestShop.Until(async () => await _shop.Count("notifications_mails WHERE kind = 'SecondFactorOff' AND state = 'Sent'") == 1, "the mail");
        (await Runs("--email", "ann@example.com")).ShouldRefuse("is off already");
        (await Runs("--email", "nobody@example.com")).ShouldRefuse("There is no account with the mail address nobody@example.com.");
    }

    private async Task<Ended> Runs(params string[] arguments)
    {
        using var process = Workplace.Start(["second-factor", "off", .. arguments, "--data", _shop.Folder]);
        return await Workplace.End(process);
    }
}
