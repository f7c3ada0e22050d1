using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Api;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Api.Webhooks.Keeping;

/// <summary>The owner's contract.</summary>
internal sealed class WebhooksAdmin(Sessions<ApiDb> sessions, OwnWebhooks webhooks, TimeProvider clock) : IWebhooksAdmin
{
    private const int PageSize = 50;

    private static readonly Error NoWebhook = Error.NotFound("There is no such webhook. Its partner may have deleted it.");
    private static readonly Error NoDelivery = Error.NotFound("This webhook has no such delivery. Old ones are forgotten.");

    public async Task<Contracts.Page<Webhook>> ListAsync(string? cursor, CancellationToken ct)
    {
        var before = IdOf(cursor);
        await using var db = sessions.Read();
        var rows = await db.Webhooks.Where(webhook => before == null || webhook.Id < before).OrderByDescending(webhook => webhook.Id).Take(PageSize + 1).ToListAsync(ct);
        return new([.. rows.Take(PageSize).Select(Show)], rows.Count > PageSize ? rows[PageSize - 1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    public async Task<Webhook?> FindAsync(long webhookId, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await db.Webhooks.FirstOrDefaultAsync(webhook => webhook.Id == webhookId, ct) is { } row ? Show(row) : null;
    }

    public async Task<Contracts.Page<WebhookDelivery>> ListDeliveriesAsync(long webhookId, string? cursor, CancellationToken ct)
    {
        var page = await webhooks.ListDeliveries(webhookId, IdOf(cursor), ct);
        return new(
            [.. page.Items.Select(row => new WebhookDelivery(row.Id, row.WebhookId, row.Event, row.Subject, row.State, row.Attempts, row.CreatedAt, row.DueAt, row.Outcome))], page.Next);
    }

    public Task<Result> ReplayAsync(Actor actor, long webhookId, long deliveryId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return sessions.WriteAsync<Result>(
            async db =>
            {
                var one = db.Deliveries.Where(delivery => delivery.Id == deliveryId && delivery.WebhookId == webhookId);
                if (await one.FirstOrDefaultAsync(ct) is not { } delivery || await one.SendAgain(now, ct) == 0)
                {
                    return NoDelivery;
                }

                await db.PublishAsync(Change(actor, "webhook.replay", webhookId, $"{delivery.Event} {delivery.Subject}".TrimEnd()), ct);
                return Result.Done;
            },
            ct);
    }

    public Task<int> ReplayGivenUpAsync(Actor actor, long webhookId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return sessions.WriteAsync(
            async db =>
            {
                var again = await db.Deliveries.Where(delivery => delivery.WebhookId == webhookId && delivery.State == DeliveryState.GivenUp).SendAgain(now, ct);
                if (again > 0)
                {
                    await db.PublishAsync(Change(actor, "webhook.replay", webhookId, string.Create(CultureInfo.InvariantCulture, $"{again} that {(again == 1 ? "was" : "were")} given up")), ct);
                }

                return again;
            },
            ct);
    }

    public async Task<Result> SwitchAsync(Actor actor, long webhookId, bool on, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await sessions.WriteAsync<Result>(
            async db =>
            {
                if (!await db.Webhooks.AnyAsync(webhook => webhook.Id == webhookId, ct))
                {
                    return NoWebhook;
                }

                if (await db.Webhooks.Where(webhook => webhook.Id == webhookId && (webhook.SwitchedOffAt == null) != on)
                    .Set(webhook => webhook.SwitchedOffAt, on ? (DateTimeOffset?)null : now).UpdateAsync(ct) == 1)
                {
                    await db.PublishAsync(Change(actor, on ? "webhook.on" : "webhook.off", webhookId, ""), ct);
                }

                return Result.Done;
            },
            ct);
    }

    private ChangeMade Change(Actor actor, string action, long webhookId, string details) =>
        new(actor, action, string.Create(CultureInfo.InvariantCulture, $"webhook {webhookId}"), details, clock.GetUtcNow());

    private static Webhook Show(WebhookRow row) => new(row.Id, row.UserId, row.Url, row.Events.Split(' '), row.CreatedAt, row.FailingSince, row.SwitchedOffAt);

    private static long? IdOf(string? cursor) => long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
