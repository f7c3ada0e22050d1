using System.Diagnostics;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// The owner's list of orders when there are 100,000, in all the ways that it is narrowed and paged, with what the page opens of
/// each, in one process with its database.
/// </summary>
internal static class AdminOrders
{
    private const int Orders = 100_000;
    private const int Templates = 50;

    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        var (app, _) = await shop.StartAsync();
        await using (app)
        {
            await FillAsync(app.Services, shop);
            var times = await MeasureAsync(app.Services.GetRequiredService<IOrdersAdmin>());
            await app.StopAsync();
            var p95 = Rounds.Percentile(times, 95);
            return [new($"the owner's list of {shop.Database.Count("ordering_orders"):N0} orders", $"p95 {p95:N1} ms, median {Rounds.Median(times):N1} ms", "p95 under 50 ms", p95 < 50)];
        }
    }

    private static async Task FillAsync(IServiceProvider services, PreparedShop shop)
    {
        var skus = await Checkouts.FindSkusAsync(shop);
        var orders = new List<long>();
        for (var i = 0; i < Templates; i++)
        {
            orders.Add(await Checkouts.BuyOneAsync(services, skus[i]));
            if (i % 5 != 0)
            {
                await services.GetRequiredService<IOrdersAdmin>().ShipAsync(new Contracts.Actor(0, "owner"), orders[^1], "UPS", "1Z999", CancellationToken.None);
            }
        }

        await using var connection = Sql.Open(shop.Database);
        new PastOrders(connection, services.GetRequiredService<PersonalData>()).Repeat(orders, [], Orders / Templates);
    }

    private static async Task<List<double>> MeasureAsync(IOrdersAdmin orders)
    {
        var numbers = (await orders.ListAsync(new OrderFilter(OrderState.Shipped), null, CancellationToken.None)).Items.Select(order => order.Number).ToArray();
        var times = new List<double>();
        string? cursor = null;
        for (var i = 0; i < 400; i++)
        {
            var filter = (i % 5) switch
            {
                0 => new OrderFilter(),
                1 => new OrderFilter(OrderState.Paid),
                2 => new OrderFilter(OrderState.Shipped),
                3 => new OrderFilter(From: new DateOnly(2026, 9, 1), To: new DateOnly(2026, 9, 1 + (i % 30))),
                _ => new OrderFilter(Text: i % 2 == 0 ? numbers[i % numbers.Length] : $"{i}.ann@example.com"),
            };
            var started = Stopwatch.GetTimestamp();
            var page = await orders.ListAsync(filter, i % 10 == 0 ? cursor : null, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            cursor = i % 10 == 0 ? page.Next : cursor;
        }

        return times[20..];    // after the first ones, which compile the code
    }
}
