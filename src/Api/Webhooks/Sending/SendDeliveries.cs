using GigGatek.Api.Webhooks.Keeping;
using GigGatek.Contracts.Api;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using Microsoft.Extensions.Logging;

namespace GigGatek.Api.Webhooks.Sending;

/// <summary>
/// Sends what is due, each address by itself: a slow one, or one that is down, holds up nobody else. Any number of workers may run: each delivery is claimed
/// before it is sent, and one whose worker dies is free again when its claim runs out. In which order messages arrive is not promised.
/// </summary>
internal sealed partial class SendDeliveries(Sessions<ApiDb> sessions, OwnWebhooks webhooks, WebhookClient client, TimeProvider clock, ILogger<SendDeliveries> log) : IJob
{
    private const int AddressesAtOnce = 16, FailingAtOnce = 8, MostInTurn = 32;

    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1), Look = TimeSpan.FromSeconds(1);

    private long _lastBegun;

    /// <summary>Until nothing is due and nobody is being sent to: who comes meanwhile does not wait for those who were there before.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var turns = new Dictionary<long, Turn>();
        try
        {
            do
            {
                await Begin(turns, ct);
                await Task.WhenAny(Task.WhenAll(turns.Values.Select(turn => turn.Sending)), Task.Delay(Look, ct));
                foreach (var (webhookId, turn) in turns.Where(turn => turn.Value.Sending.IsCompleted).ToList())
                {
                    turns.Remove(webhookId);
                    await turn.Sending;
                }
            }
            while (turns.Count > 0);
        }
        finally
        {
            await Task.WhenAll(turns.Values.Select(turn => turn.Sending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Begins with the addresses that have waited longest for a turn. Those that took nothing lately, each of which may keep us waiting, never are all of them.</summary>
    private async Task Begin(Dictionary<long, Turn> turns, CancellationToken ct)
    {
        List<WebhookRow> waiting;
        await using (var db = sessions.ReadPrimary())
        {
            waiting = await db.ListWaiting(clock.GetUtcNow(), ct);
        }

        foreach (var webhook in waiting.Where(webhook => !turns.ContainsKey(webhook.Id)).OrderBy(webhook => webhook.Id <= _lastBegun).ThenBy(webhook => webhook.Id))
        {
            var isFailing = webhook.FailingSince is not null;
            if (turns.Count < AddressesAtOnce && !(isFailing && turns.Values.Count(turn => turn.IsFailing) >= FailingAtOnce))
            {
                turns[webhook.Id] = new Turn(isFailing, SendInTurn(webhook, ct));
                _lastBegun = webhook.Id;
            }
        }
    }

    /// <summary>One message after the other, as long as they arrive: who does not take one will not take the next.</summary>
    private async Task SendInTurn(WebhookRow webhook, CancellationToken ct)
    {
        List<DeliveryRow> due;
        await using (var db = sessions.ReadPrimary())
        {
            due = await db.ListDue(webhook.Id, clock.GetUtcNow(), MostInTurn, ct);
        }

        foreach (var delivery in due)
        {
            if (!await Send(webhook, delivery, ct))
            {
                return;
            }
        }
    }

    /// <summary>False when it did not arrive.</summary>
    private async Task<bool> Send(WebhookRow webhook, DeliveryRow delivery, CancellationToken ct)
    {
        if (!await sessions.WriteAsync(db => db.TryClaim(delivery, clock.GetUtcNow() + Claim, ct), ct))
        {
            return true;
        }

        var sent = await client.Send(webhook, OutgoingMessage.Of(delivery, webhooks.SecretOf(webhook), clock.GetUtcNow()), ct);

        // Not cancelled by a shutdown: the receiver has it, and a note that is missing sends it again.
        await sessions.WriteAsync(db => Note(db, webhook, delivery, sent, CancellationToken.None), CancellationToken.None);
        if (!sent.Arrived)
        {
            LogFailed(delivery.Id, webhook.Id, sent.Outcome, delivery.Attempts + 1);
        }

        return sent.Arrived;
    }

    private async Task Note(ApiDb db, WebhookRow webhook, DeliveryRow delivery, SendResult sent, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
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

    /// <param name="IsFailing">Did the address take nothing when it was asked last?</param>
    private sealed record Turn(bool IsFailing, Task Sending);
}
