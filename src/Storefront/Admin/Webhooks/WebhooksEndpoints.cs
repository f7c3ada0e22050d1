using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Api;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Admin.Webhooks;

/// <summary>Whether partners are told what happens to their orders: what did not arrive, and sending it once more.</summary>
internal static class WebhooksEndpoints
{
    private const int LongestCursor = 500;

    public static void MapWebhooksAdmin(this RouteGroupBuilder webhooks)
    {
        webhooks.MapGet("", ListWebhooks);
        webhooks.MapGet("/{id:long}", ShowWebhook);
        webhooks.MapPost("/{id:long}/replay", ReplayGivenUp);
        webhooks.MapPost("/{id:long}/deliveries/{delivery:long}/replay", Replay);
        webhooks.MapPost("/{id:long}/switch", Switch);
    }

    private static async Task<IResult> ListWebhooks(string? cursor, HttpContext context, IWebhooksAdmin webhooks, CancellationToken ct)
    {
        var after = Given(cursor);
        return Pages.Show<WebhooksPage>(new { Visitor = context.SignedIn(), Webhooks = await webhooks.ListAsync(after, ct), IsFirst = after is null });
    }

    private static async Task<IResult> ShowWebhook(
        long id, string? cursor, string? done, HttpContext context, IWebhooksAdmin webhooks, IAccounts accounts, CancellationToken ct)
    {
        if (await webhooks.FindAsync(id, ct) is not { } webhook)
        {
            return context.Refuse(StatusCodes.Status404NotFound, "There is no such webhook. Its partner may have deleted it.");
        }

        var after = Given(cursor);
        return Pages.Show<WebhookPage>(new
        {
            Visitor = context.SignedIn(),
            Webhook = webhook,
            Partner = await accounts.FindAsync(webhook.UserId, ct),
            Deliveries = await webhooks.ListDeliveriesAsync(id, after, ct),
            IsFirst = after is null,
            Done = WebhookWords.Done(done),
        });
    }

    private static async Task<IResult> Replay(long id, long delivery, HttpContext context, IWebhooksAdmin webhooks, CancellationToken ct) =>
        await webhooks.ReplayAsync(context.Actor(), id, delivery, ct) is { Error: { } refusal } ? context.Refuse(Problems.StatusOf(refusal), refusal.Message) : Back(id, "replayed");

    private static async Task<IResult> ReplayGivenUp(long id, HttpContext context, IWebhooksAdmin webhooks, CancellationToken ct) =>
        Back(id, await webhooks.ReplayGivenUpAsync(context.Actor(), id, ct) > 0 ? "replayed" : "nothing");

    private static async Task<IResult> Switch(long id, HttpContext context, IWebhooksAdmin webhooks, CancellationToken ct)
    {
        var on = context.Request.ToPageForm()["on"] == "yes";
        return await webhooks.SwitchAsync(context.Actor(), id, on, ct) is { Error: { } refusal } ? context.Refuse(Problems.StatusOf(refusal), refusal.Message) : Back(id, on ? "on" : "off");
    }

    private static IResult Back(long id, string done) => SeeOther.To(FormattableString.Invariant($"/admin/webhooks/{id}?done={done}"));

    private static string? Given(string? cursor) => cursor is { Length: > 0 and <= LongestCursor } ? cursor : null;
}
