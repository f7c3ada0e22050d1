using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway.Shops;

/// <summary>Asks every shop, of every colour, whether it is ready. Only this brings one back that was found gone.</summary>
internal sealed partial class CheckShops(Fleet fleet, ShopConnections connections, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<CheckShops> log)
    : BackgroundService
{
    private readonly TimeSpan _pause = TimeSpan.FromSeconds(options.Value.CheckSeconds);
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(options.Value.CheckTimeoutSeconds);
    private readonly Dictionary<Shop, Task> _asking = [];

    /// <summary>Asks all of them once, so that a gateway knows them before it is asked itself.</summary>
    public Task LookAtAllAsync(CancellationToken ct) => Task.WhenAll(fleet.Traffic.Colours.SelectMany(colour => colour.Shops).Select(shop => CheckAsync(shop, ct)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            StartChecks(stoppingToken);
            await Task.Delay(_pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_asking.Values);
    }

    /// <summary>One that still thinks is not asked again, and does not hold up the others.</summary>
    private void StartChecks(CancellationToken ct)
    {
        foreach (var (shop, _) in _asking.Where(asked => asked.Value.IsCompleted).ToList())
        {
            _asking.Remove(shop);
        }

        foreach (var shop in fleet.Traffic.Colours.SelectMany(colour => colour.Shops).Where(shop => !_asking.ContainsKey(shop)))
        {
            _asking[shop] = CheckAsync(shop, ct);
        }
    }

    private async Task CheckAsync(Shop shop, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, shop.Prefix + "/health/ready");
            using var answer = await connections.Client.SendAsync(request, patience.Token);
            await answer.Content.CopyToAsync(Stream.Null, patience.Token);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                Tell(shop, shop.MarkReady(clock.GetUtcNow()));
            }
            else
            {
                Tell(shop, shop.MarkGone($"it says that it is not ready ({(int)answer.StatusCode})", clock.GetUtcNow()));
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Tell(shop, shop.MarkSlow(clock.GetUtcNow()));
        }
        catch (OperationCanceledException)
        {
            // the gateway stops
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            Tell(shop, shop.MarkGone("it cannot be reached", clock.GetUtcNow()));
        }
    }

    private void Tell(Shop shop, bool isNews)
    {
        if (isNews && shop.IsUsable)
        {
            LogReady(shop.Colour, shop.Prefix);
        }
        else if (isNews)
        {
            LogGone(shop.Colour, shop.Prefix, shop.Health.Reason);
        }
    }

    [LoggerMessage(LogLevel.Information, "The {Colour} shop {Address} gets requests: it is ready")]
    private partial void LogReady(string colour, string address);

    [LoggerMessage(LogLevel.Warning, "The {Colour} shop {Address} gets no requests: {Reason}")]
    private partial void LogGone(string colour, string address, string reason);
}
