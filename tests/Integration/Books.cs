using GigGatek.Composition;
using GigGatek.Platform.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Tests;

/// <summary>What <c>giggatek verify</c> checks, in this process: a test that buys ends with it.</summary>
internal static class Books
{
    /// <summary>Of a shop that runs elsewhere, on its data folder.</summary>
    public static async Task ShouldBalanceIn(string folder)
    {
        var settings = TestDatabase.In(folder).Settings();
        settings["Database:Directory"] = folder;
        await using var app = ShopHost.Build(new ShopStart("", "all", settings));
        await ShouldBalance(app.Services);
    }

    public static async Task ShouldBalance(IServiceProvider services)
    {
        foreach (var invariant in services.GetServices<IInvariant>())
        {
            var report = await invariant.CheckAsync(TestContext.Current.CancellationToken);
            report.Findings.ShouldBeEmpty(invariant.Sentence);
        }
    }
}
