namespace GigGatek.Tests.Integration;

/// <summary>
/// A shop of which all that recurs comes each half second, for tests that wait for what comes each hour. It has work to do beside what is tested: other tests
/// have a <see cref="TestShop"/>.
/// </summary>
public sealed class HurriedShop : TestShop
{
    public HurriedShop() => Settings["Jobs:PauseAtMost"] = "00:00:00.5";
}
