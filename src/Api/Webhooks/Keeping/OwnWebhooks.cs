using System.Globalization;
using GigGatek.Api.Webhooks.Sending;
using GigGatek.Contracts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using GigGatek.Platform;
using LinqToDB.Async;
using LinqToDB;
using Microsoft.Extensions.Options;

namespace GigGatek.Api.Webhooks.Keeping;

/// <summary>The caller's webhooks: looked up with their owner each time, so that another's are not there.</summary>
internal sealed class OwnWebhooks(Sessions<ApiDb> sessions, PersonalData door, QueueDeliveries queue, IOptions<ApiOptions> options, Ids ids, TimeProvider clock)
{
    private const int PageSize = 50, LongestUrl = 500;

    private static readonly Error NoDelivery = Error.NotFound("This webhook has no such delivery. Old ones are forgotten.");

    public string SecretOf(WebhookRow webhook) => door.Open(PlaceOf(webhook.Id), webhook.SealedSecret);

    public async Task<Result<NewlyMade>> Make(long userId, string url, IReadOnlyList<string> events, CancellationToken ct)
    {
        if (WhyNot(url, events) is { } refusal)
        {
            return refusal;
        }

        var (id, secret) = (ids.Next(), Signature.NewSecret());
        var row = new WebhookRow
        {
            Id = id, UserId = userId, Url = url, SealedSecret = door.Seal(PlaceOf(id), secret), Events = string.Join(' ', WebhookEvents.All.Where(events.Contains)), CreatedAt = clock.GetUtcNow(),
        };
        return await sessions.WriteAsync<Result<NewlyMade>>(
            async db =>
            {
                if (await db.Webhooks.CountAsync(webhook => webhook.UserId == userId, ct) >= options.Value.MostWebhooks)
                {
                    return Error.Conflict("too_much", $"An account has {options.Value.MostWebhooks} webhooks at most. Delete one first.");
                }

                await db.InsertAsync(row, token: ct);
                return new NewlyMade(row, secret);
            },
            ct);
    }

    public async Task<IReadOnlyList<WebhookRow>> List(long userId, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await db.Webhooks.Where(webhook => webhook.UserId == userId).OrderBy(webhook => webhook.Id).ToListAsync(ct);
    }

    /// <summary>Null when there is none of this name for this caller.</summary>
    public async Task<WebhookRow?> Find(long userId, string name, CancellationToken ct)
    {
        if (!long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        await using var db = sessions.ReadPrimary();
        return await db.Webhooks.FirstOrDefaultAsync(webhook => webhook.Id == id && webhook.UserId == userId, ct);
    }

    public Task Delete(WebhookRow webhook, CancellationToken ct) => sessions.WriteAsync(
        async db =>
        {
            await db.Deliveries.DeleteAsync(delivery => delivery.WebhookId == webhook.Id, ct);
            await db.Webhooks.DeleteAsync(row => row.Id == webhook.Id && row.UserId == webhook.UserId, ct);
        },
        ct);

    public Task Ping(WebhookRow webhook, CancellationToken ct) =>
        sessions.WriteAsync(db => db.InsertAsync(queue.NewRow(webhook.Id, WebhookEvents.Ping, "", clock.GetUtcNow()), token: ct), ct);

    public async Task<Page<DeliveryRow>> ListDeliveries(long webhookId, long? before, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        var rows = await db.Deliveries.Where(delivery => delivery.WebhookId == webhookId && (before == null || delivery.Id < before))
            .OrderByDescending(delivery => delivery.Id).Take(PageSize + 1).ToListAsync(ct);
        return new Page<DeliveryRow>([.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    public async Task<Result> Replay(long webhookId, long deliveryId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var found = await sessions.WriteAsync(db => db.Deliveries.Where(delivery => delivery.Id == deliveryId && delivery.WebhookId == webhookId).SendAgain(now, ct), ct);
        return found == 1 ? Result.Done : NoDelivery;
    }

    private Error? WhyNot(string url, IReadOnlyList<string> events)
    {
        if (events.Count == 0 || events.Except(WebhookEvents.All).Any())
        {
            return Error.Invalid("invalid", $"Choose at least one of {string.Join(", ", WebhookEvents.All)}.", "events");
        }

        var mayStayInside = options.Value.WebhooksMayStayInside;
        return url.Length <= LongestUrl && Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { UserInfo: "", Fragment: "" }
            && (address.Scheme == Uri.UriSchemeHttps || (mayStayInside && address.Scheme == Uri.UriSchemeHttp))
            ? null
            : Error.Invalid("invalid", $"A webhook is an absolute address with https, of at most {LongestUrl} letters, without a name or a password in it.", "url");
    }

    private static SealedPlace PlaceOf(long id) => new("api_webhooks", "sealed_secret", id);
}

/// <summary>A webhook with the secret that is shown this once.</summary>
internal sealed record NewlyMade(WebhookRow Webhook, string Secret);
