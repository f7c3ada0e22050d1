using GigGatek.Payments.Providers;
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
        app.MapPost($"/webhooks/payments/{provider.Name}", Receive).WithMetadata(new CrossSiteAllowed());
    }

    private static async Task<IResult> Receive(HttpRequest request, IPaymentProvider provider, ReceiveWebhookHandler handler, CancellationToken ct)
    {
        if (await ReadBody(request, ct) is not { } body)
        {
            return Results.Text("A webhook is at most 64 KiB.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        if (provider.ReadWebhook(request.Headers, body) is not { } message)
        {
            return Results.Text("The signature does not fit this message, or it is too old. Check the webhook secret and the clocks.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await handler.Handle(message, ct)
            ? Results.NoContent()
            : Results.Text("The provider's record could not be read. Send this again.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Null when there is more than allowed; the rest is not read.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadBody(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBody)
        {
            return null;
        }

        var body = new byte[MaxBody + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ct);
        if (length > MaxBody)
        {
            return null;    // a statement of its own: in "a ? null : memory" the null would become an empty memory
        }

        return body.AsMemory(0, length);
    }
}
