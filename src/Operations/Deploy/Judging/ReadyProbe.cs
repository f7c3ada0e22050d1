namespace GigGatek.Operations.Deploy.Judging;

/// <summary>Asks a shop whether it is ready.</summary>
internal static class ReadyProbe
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(1) }) { Timeout = TimeSpan.FromSeconds(5) };

    public static async Task<bool> IsReadyAsync(Uri shop, CancellationToken ct)
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri(shop, "/health/ready"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
