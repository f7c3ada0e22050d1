using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace GigGatek.Tests.Integration.Crashes;

/// <summary>Keys rotate and old values are written anew while the shop takes orders, and the one who writes them dies at random rows.</summary>
[DirectOnly("kills the shop again and again; what its visitors see of that at the gateway: Operations/Gateway/LostShopTests")]
public sealed class ReencryptCrashTests : IAsyncLifetime
{
    private readonly RunningShop _shop = new("small");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A few by default; the soak asks for more.</summary>
    private static int Crashes => Math.Max(4, int.Parse(Environment.GetEnvironmentVariable("GIGGATEK_CRASHES") ?? "0", CultureInfo.InvariantCulture) / 5);

    public async ValueTask InitializeAsync() => await _shop.StartAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Every_value_stays_readable_when_re_encryption_is_killed_at_any_row_while_the_shop_sells()
    {
        var skus = await Stock.Plenty(_shop);
        var shoppers = Enumerable.Range(0, 2).Select(number => new StubbornShopper(new Uri(_shop.Address), skus, number * 7)).ToList();
        using var enough = new CancellationTokenSource();
        var buying = Task.WhenAll(shoppers.Select(shopper => shopper.BuysUntil(enough.Token)));
        await TestShop.Until(() => Task.FromResult(buying.IsCompleted || shoppers.Sum(shopper => shopper.Placed.Count) >= 10), "orders");

        var killed = 0;
        for (var crash = 0; crash < Crashes && !buying.IsFaulted; crash++)
        {
            if (crash % 4 == 0)
            {
                await Succeeds("keys", "rotate");
            }

            killed += await DiesReencrypting() ? 1 : 0;
            await _shop.ShouldBalance();
        }

        killed.ShouldBeGreaterThan(Crashes / 2, "re-encryptions that were killed before their end");
        await enough.CancelAsync();
        await buying;
        shoppers.Sum(shopper => shopper.Placed.Count).ShouldBeGreaterThan(10);
        await Succeeds("keys", "reencrypt", "--pause", "0");
        (await Succeeds("keys", "status")).ShouldContain("Every value has its key.");
        await _shop.ShouldBalance();
        shoppers.ForEach(shopper => shopper.Dispose());
    }

    /// <summary>One value in each transaction, so that the death may come between any two. True when it came before the end.</summary>
    private async Task<bool> DiesReencrypting()
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["Keys__LookSeconds"] = "1" } };
        foreach (var argument in new[] { BuiltProgram.Path, "keys", "reencrypt", "--chunk", "1", "--pause", "20", "--data", _shop.Folder })
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in _shop.Database.Environs())
        {
            info.Environment[name] = value;
        }

        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync(Ct);
        (await process.StandardOutput.ReadLineAsync(Ct)).ShouldNotBeNull().ShouldStartWith("Writing values anew");
        await Task.Delay(RandomNumberGenerator.GetInt32(0, 500), Ct);
        process.Kill();
        await process.WaitForExitAsync(Ct);
        (await process.StandardOutput.ReadToEndAsync(Ct)).ShouldNotContain("BROKEN");
        (await error).ShouldBeEmpty();
        return process.ExitCode != 0;
    }

    private async Task<string> Succeeds(params string[] arguments)
    {
        var (exitCode, output) = await _shop.RunAsync(arguments);
        exitCode.ShouldBe(0, output);
        return output;
    }
}
