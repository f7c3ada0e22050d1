using GigGatek.Payments.Events;
using GigGatek.Payments.Providers;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Payments.Webhooks;

/// <summary>Where the provider's messages arrive. The signature proves the caller, so they may come from anywhere.</summary>
internal static class WebhookEndpoint
{
    private const int MaxBody = 64 * 1024;

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var provider = app.ServiceProvider.GetRequiredService<IPaymentProvider>();
        app.MapPost($"/webhooks/payments/{provider.Name}", Receive).WithMetadata(new CrossSiteAllowed()).CountAs(RateLimitClass.Unlimited);
    }

    private static async Task<IResult> Receive(HttpRequest request, IPaymentProvider provider, WebhookWays ways, CancellationToken ct)
    {
        if (await request.ReadAtMostAsync(MaxBody, ct) is not { } body)
        {
            return Results.Text("A webhook is at most 64 KiB.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        if (provider.ReadWebhook(request.Headers, body) is not { } message)
        {
            ways.Metrics.Webhook("refused");
            return Results.Text("The signature does not fit this message, or it is too old. Check the webhook secret and the clocks.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (provider.Events is not null)
        {
            ways.Metrics.Webhook(await ways.Keep.Handle([message], ct) == 0 ? "seen" : "kept");
            return Results.NoContent();    // thanked first, dealt with after: the provider waits for nobody's database but this
        }

        return await ways.SettleNow.Handle(message, ct)
            ? Results.NoContent()
            : Results.Text("The provider's record could not be read. Send this again.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>What is done with a message: kept for later where the provider has a list of events, else dealt with before it is taken.</summary>
internal sealed record WebhookWays(KeepEvents Keep, ReceiveWebhookHandler SettleNow, PaymentsMetrics Metrics);
