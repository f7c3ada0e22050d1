using System.Globalization;
using GigGatek.Api.Answers;
using GigGatek.Api.Bodies;
using GigGatek.Api.Callers;
using GigGatek.Api.Documents;
using GigGatek.Api.Idempotency;
using GigGatek.Api.Webhooks.Keeping;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Api.Webhooks.Endpoints;

/// <summary>Addresses of the caller that are told what happens to his orders.</summary>
internal static class WebhookEndpoints
{
    private static readonly QueryParameter Cursor = new("cursor", ParameterKind.Text, "The next of the page before, as it is.") { Most = 1000 };

    private static readonly Error NoWebhook = Error.NotFound("You have no such webhook.");

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks").RequireScope(ApiScopes.Shop).ReadFromPrimary().ReadsBodies();
        webhooks.MapPost("", Make).Repeatable().Sends(WebhookExamples.New)
            .Describe("makeWebhook", "Be told what happens", "The answer holds the secret that signs what is sent (Standard Webhooks 1.0): it is shown this once.")
            .Answers(WebhookExamples.Made, StatusCodes.Status201Created);
        webhooks.MapGet("", List).Describe("listWebhooks", "Your webhooks", "Oldest first.").Answers(WebhookExamples.All);
        webhooks.MapGet("/{webhook}", Find)
            .Describe("findWebhook", "One of your webhooks", "And whether what is sent arrives.").Answers(WebhookExamples.One).Refuses(StatusCodes.Status404NotFound);
        webhooks.MapDelete("/{webhook}", Delete).Repeatable()
            .Describe("deleteWebhook", "Be told no more", "What was to be sent is dropped.").Answers(WebhookExamples.One).Refuses(StatusCodes.Status404NotFound);
        webhooks.MapPost("/{webhook}/pings", Ping).Repeatable()
            .Describe("pingWebhook", "Try it out", "Sends an event of the kind ping.").Answers(WebhookExamples.One).Refuses(StatusCodes.Status404NotFound);
        webhooks.MapGet("/{webhook}/deliveries", ListDeliveries).Takes(Cursor)
            .Describe("listDeliveries", "What was sent", "Newest first; 50 a page. What was delivered is forgotten after a month.").Answers(WebhookExamples.Deliveries)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        webhooks.MapPost("/{webhook}/deliveries/{delivery}/replays", Replay).Repeatable()
            .Describe("replayDelivery", "Send it once more", "Its id stays the same, so that a receiver who has it knows it.").Answers(WebhookExamples.One).Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Make(Body<NewWebhook> body, HttpContext context, OwnWebhooks webhooks, CancellationToken ct)
    {
        var made = await webhooks.Make(context.CallerId(), body.Value.Url, body.Value.Events, ct);
        return made.Succeeded
            ? new OwnAnswer<MadeWebhook>(new(Webhook.Of(made.Value.Webhook), made.Value.Secret))
            {
                Status = StatusCodes.Status201Created, Location = string.Create(CultureInfo.InvariantCulture, $"{ApiPaths.V1}/webhooks/{made.Value.Webhook.Id}"),
            }
            : made.Error.ToProblem(context);
    }

    private static async Task<IResult> List(HttpContext context, OwnWebhooks webhooks, CancellationToken ct) =>
        new OwnAnswer<Page<Webhook>>(new([.. (await webhooks.List(context.CallerId(), ct)).Select(Webhook.Of)], null));

    private static Task<IResult> Find(string webhook, HttpContext context, OwnWebhooks webhooks, CancellationToken ct) => With(webhook, context, webhooks, _ => Task.FromResult(Result.Done), ct);

    private static Task<IResult> Delete(string webhook, HttpContext context, OwnWebhooks webhooks, CancellationToken ct) => With(
        webhook, context, webhooks,
        async found =>
        {
            await webhooks.Delete(found, ct);
            return Result.Done;
        },
        ct);

    private static Task<IResult> Ping(string webhook, HttpContext context, OwnWebhooks webhooks, CancellationToken ct) => With(
        webhook, context, webhooks,
        async found =>
        {
            await webhooks.Ping(found, ct);
            return Result.Done;
        },
        ct);

    private static async Task<IResult> ListDeliveries(string webhook, HttpContext context, OwnWebhooks webhooks, CancellationToken ct)
    {
        if (await webhooks.Find(context.CallerId(), webhook, ct) is not { } found)
        {
            return NoWebhook.ToProblem(context);
        }

        long? before = null;
        if (context.Request.Query[Cursor.Name].ToString() is { Length: > 0 } cursor)
        {
            if (IdOf(cursor) is not { } id)
            {
                return Error.Invalid("bad_query", "This cursor is none. Begin without one.", Cursor.Name).ToProblem(context, StatusCodes.Status400BadRequest);
            }

            before = id;
        }

        var page = await webhooks.ListDeliveries(found.Id, before, ct);
        return new OwnAnswer<Page<WebhookDelivery>>(new([.. page.Items.Select(WebhookDelivery.Of)], page.Next));
    }

    private static Task<IResult> Replay(string webhook, string delivery, HttpContext context, OwnWebhooks webhooks, CancellationToken ct) =>
        With(webhook, context, webhooks, async found => await webhooks.Replay(found.Id, IdOf(delivery) ?? 0, ct), ct);

    private static async Task<IResult> With(string name, HttpContext context, OwnWebhooks webhooks, Func<WebhookRow, Task<Result>> act, CancellationToken ct) =>
        await webhooks.Find(context.CallerId(), name, ct) is not { } found ? NoWebhook.ToProblem(context)
        : await act(found) is { Error: { } refusal } ? refusal.ToProblem(context)
        : new OwnAnswer<Webhook>(Webhook.Of(found));

    private static long? IdOf(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
