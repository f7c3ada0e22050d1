using Microsoft.Extensions.Options;
using Stripe;

namespace GigGatek.Payments.Providers.Stripe;

/// <summary>
/// The way to Stripe: its own client with its own retries, and what a failure of each kind means
/// (https://docs.stripe.com/error-low-level). A call ends within the time that a payment is awaited, retries included.
/// </summary>
internal sealed class StripeApi
{
    public const string HttpClientName = "stripe";

    /// <summary>How many failures that Stripe has stored are gone round in one call.</summary>
    private const int MostKeys = 8;

    private readonly StripeClient _client;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _clock;

    public StripeApi(IHttpClientFactory clients, IOptions<PaymentsOptions> options, TimeProvider clock)
    {
        var stripe = options.Value.Stripe;
        var http = new SystemNetHttpClient(clients.CreateClient(HttpClientName), stripe.Retries, new AppInfo { Name = "GigGatek" }, enableTelemetry: false);
        _client = new StripeClient(new StripeClientOptions { ApiKey = stripe.SecretKey, ApiBase = stripe.ApiUrl.TrimEnd('/'), HttpClient = http });
        (_patience, _clock) = (TimeSpan.FromSeconds(options.Value.TimeoutSeconds), clock);
    }

    /// <summary>Asks something that changes nothing.</summary>
    /// <exception cref="ProviderUnavailableException">No answer, or none of use.</exception>
    /// <exception cref="StripeException">Stripe refused for what was asked.</exception>
    public async Task<T> Get<T>(Func<StripeClient, CancellationToken, Task<T>> call, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(_patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            return await call(_client, either.Token);
        }
        catch (StripeException failure) when (IsOutage(failure))
        {
            throw new ProviderUnavailableException($"Stripe answered {(int)failure.HttpStatusCode} ({failure.StripeError?.Code ?? failure.StripeError?.Type ?? "no reason"}).", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ProviderUnavailableException("Stripe did not answer in time.", failure);
        }
    }

    /// <summary>Asks for a change, named by a key so that it happens once however often it is asked for.</summary>
    public Task<T> Post<T>(string key, Func<StripeClient, RequestOptions, CancellationToken, Task<T>> call, CancellationToken ct) =>
        Get((client, soon) => call(client, new RequestOptions { IdempotencyKey = key }, soon), ct);

    /// <summary>
    /// The same for a change that may be asked for under a second name. Stripe stores a failure of its own under the key and
    /// answers it for a day; the next key gets a fresh try. So this is for what is harmless twice, or looked up before.
    /// </summary>
    /// <param name="lookUp">Whether it happened after all; asked before every new key.</param>
    public async Task<T> PostAnew<T>(
        string key, Func<StripeClient, RequestOptions, CancellationToken, Task<T>> call, Func<CancellationToken, Task<T?>> lookUp, CancellationToken ct)
        where T : class
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return await Post(number == 1 ? key : $"{key}-{number}", call, ct);
            }
            catch (ProviderUnavailableException failure) when (IsStored(failure.InnerException) && number < MostKeys)
            {
                if (await lookUp(ct) is { } found)
                {
                    return found;
                }
            }
        }
    }

    /// <summary>A refusal of the key counts as an outage: nothing happened, and orders stay payable until the owner has put it right.</summary>
    private static bool IsOutage(StripeException failure) => (int)failure.HttpStatusCode is 0 or 401 or 403 or 409 or 429 or >= 500;

    private static bool IsStored(Exception? failure) =>
        failure is StripeException { StripeResponse: { } response }
        && (int)response.StatusCode >= 500
        && response.Headers.TryGetValues("Idempotent-Replayed", out var replayed) && replayed.Contains("true");
}
