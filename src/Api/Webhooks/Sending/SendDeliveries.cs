using GigGatek.Api.Webhooks.Keeping;
using GigGatek.Contracts.Api;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using Microsoft.Extensions.Logging;

namespace GigGatek.Api.Webhooks.Sending;

/// <summary>
/// Sends what is due. Any number of workers may run: each delivery is claimed before it is sent, and one whose worker dies is free again when its claim runs
/// out. Several are sent at once, and their order is not promised. A batch is as slow as the slowest of its addresses, which is given up on after ten seconds.
/// </summary>
internal sealed partial class SendDeliveries(Sessions<ApiDb> sessions, OwnWebhooks webhooks, WebhookClient client, TimeProvider clock, ILogger<SendDeliveries> log) : IJob
{
    private const int BatchSize = 64, AtOnce = 8;

    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        List<DueDelivery> due;
        await using (var db = sessions.ReadPrimary())
        {
            due = await db.ListDue(clock.GetUtcNow(), BatchSize, ct);
        }

        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (one, token) => await Send(one, token));
    }

    private async Task Send(DueDelivery due, CancellationToken ct)
    {
        var (delivery, webhook) = due;
        if (!await sessions.WriteAsync(db => db.TryClaim(delivery, clock.GetUtcNow() + Claim, ct), ct))
        {
            return;
        }

        var sent = await client.Send(webhook, OutgoingMessage.Of(delivery, webhooks.SecretOf(webhook), clock.GetUtcNow()), ct);

        // Not cancelled by a shutdown: the receiver has it, and a note that is missing sends it again.
        await sessions.WriteAsync(db => Note(db, due, sent, CancellationToken.None), CancellationToken.None);
        if (!sent.Arrived)
        {
            LogFailed(delivery.Id, webhook.Id, sent.Outcome, delivery.Attempts + 1);
        }
    }

    private async Task Note(ApiDb db, DueDelivery due, SendResult sent, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (delivery, webhook) = due;
        if (sent.Arrived)
        {
            await db.Settle(delivery.Id, DeliveryState.Delivered, sent.Outcome, now, ct);
            await db.Webhooks.Where(row => row.Id == webhook.Id && row.FailingSince != null).Set(row => row.FailingSince, (DateTimeOffset?)null).UpdateAsync(ct);
            return;
        }

        await db.Webhooks.Where(row => row.Id == webhook.Id && row.FailingSince == null).Set(row => row.FailingSince, now).UpdateAsync(ct);
        await (RetrySchedule.WaitAfter(delivery.Attempts + 1) is { } wait
            ? db.Postpone(delivery, sent.Outcome, now + wait, ct)
            : db.Settle(delivery.Id, DeliveryState.GivenUp, sent.Outcome, now, ct));
    }

    [LoggerMessage(LogLevel.Warning, "Delivery {DeliveryId} to webhook {WebhookId} did not arrive: {Outcome} (attempt {Attempt})")]
    private partial void LogFailed(long deliveryId, long webhookId, string outcome, int attempt);
}
