namespace GigGatek.Operations;

/// <summary>Clients of what operators ask: addresses of their own machines, which change what listens there.</summary>
internal static class HttpClients
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A connection for each question: a gateway that follows another is met at once. Waits five seconds, and follows nobody elsewhere.</summary>
    public static HttpClient Short() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience };
}
