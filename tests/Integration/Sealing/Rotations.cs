using GigGatek.Platform.Security.Keys;
using GigGatek.Platform.Security.Sealing;

namespace GigGatek.Tests.Integration.Sealing;

/// <summary>What an operator does with keys, in the words of the tests.</summary>
internal static class Rotations
{
    private static readonly Pace AtOnce = new(50, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<string> CurrentKey(this TestShop shop) =>
        (await shop.Get<DataKeys>().ListAsync(Ct)).Single(key => key.State == DataKeyState.Current).Name;

    /// <summary>Answers the new current key.</summary>
    public static async Task<string> Rotates(this TestShop shop)
    {
        var name = await shop.Get<DataKeys>().CreateAsync(Ct);
        shop.Clock.Advance(TimeSpan.FromSeconds(61));
        (await shop.Get<DataKeys>().PromoteAsync(name, Ct)).Error.ShouldBeNull();
        return name;
    }

    public static async Task Reencrypts(this TestShop shop) =>
        (await shop.Get<SealedData>().ReencryptAsync(AtOnce, new Progress<ColumnProgress>(), Ct)).Faults.ShouldBeEmpty();

    /// <summary>How many values each key has, wherever.</summary>
    public static async Task<Dictionary<string, long>> ValuesByKey(this TestShop shop)
    {
        var status = await shop.Get<SealedData>().StatusAsync(Ct);
        status.ShouldAllBe(column => column.Unknown == 0);
        return status.SelectMany(column => column.ByKey).GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value));
    }
}
