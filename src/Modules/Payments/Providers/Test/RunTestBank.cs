using System.Net.Http.Headers;
using System.Text.Json;
using GigGatek.Payments.Webhooks;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Providers.Test;

/// <summary>
/// The test provider's own day: decides what is slow, and delivers webhooks over HTTP until they are taken, each later
/// than the one before.
/// </summary>
internal sealed partial class RunTestBank(TestBank bank, IHttpClientFactory http, IOptions<PaymentsOptions> options, TimeProvider clock, ILogger<RunTestBank> log) : IJob
{
    public const string HttpClientName = "test-bank";

    private const int BatchSize = 50;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken ct)
    {
        await bank.Outbox.Wait(Look, ct);
        await bank.Intents.DecideSlow(ct);
        await bank.Refunds.DecideSlow(ct);
        if (options.Value.Test.SendWebhooks)
        {
            await Deliver(ct);
        }
    }

    private async Task Deliver(CancellationToken ct)
    {
        var due = await FindDue(ct);
        if (due.Count == 0)
        {
            return;
        }

        var claimed = await bank.Sessions.WriteAsync(db => Claim(db, due, ct), ct);
        var taken = new List<long>();
        foreach (var webhook in claimed)
        {
            if (await TryPost(webhook, ct))
            {
                taken.Add(webhook.Id);
            }
        }

        await bank.Sessions.WriteAsync(
            db => db.TestWebhooks().Where(row => taken.Contains(row.Id)).Set(row => row.DueAt, (DateTimeOffset?)null).UpdateAsync(ct), ct);
    }

    private async Task<List<TestWebhookRow>> FindDue(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = bank.Sessions.Read();
        return await db.TestWebhooks().Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).ThenBy(row => row.Id).Take(BatchSize).ToListAsync(ct);
    }

    /// <summary>Whoever sets the next time has this one.</summary>
    private async Task<List<TestWebhookRow>> Claim(PaymentsDb db, List<TestWebhookRow> due, CancellationToken ct)
    {
        var mine = new List<TestWebhookRow>();
        foreach (var webhook in due)
        {
            var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(webhook.Attempts, 20))));
            var claimed = await db.TestWebhooks().Where(row => row.Id == webhook.Id && row.DueAt == webhook.DueAt)
                .Set(row => row.DueAt, clock.GetUtcNow() + pause).Set(row => row.Attempts, webhook.Attempts + 1)
                .UpdateAsync(ct);
            if (claimed == 1)
            {
                mine.Add(webhook);
            }
        }

        return mine;
    }

    private async Task<bool> TryPost(TestWebhookRow webhook, CancellationToken ct)
    {
        var message = new TestWebhookMessage(webhook.EventId, webhook.Type, webhook.CreatedAt.ToUnixTimeSeconds(), webhook.IntentId);
        var body = JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(HttpMethod.Post, bank.Addresses.WebhookUrl("test"));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(TestPaymentProvider.SignatureHeader, WebhookSignature.Sign(bank.Secret.Value, clock.GetUtcNow(), body));
        try
        {
            using var client = http.CreateClient(HttpClientName);
            using var answer = await client.SendAsync(request, ct);
            LogAnswered(webhook.EventId, (int)answer.StatusCode);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            LogNotDelivered(failure, webhook.EventId, webhook.Attempts + 1);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "Webhook {EventId} was answered with {Status}")]
    private partial void LogAnswered(string eventId, int status);

    [LoggerMessage(LogLevel.Warning, "Webhook {EventId} could not be delivered (attempt {Attempt}); it is sent again")]
    private partial void LogNotDelivered(Exception failure, string eventId, int attempt);
}

/// <summary>The parts of the test provider.</summary>
internal sealed record TestBank(
    Sessions<PaymentsDb> Sessions, TestBankIntents Intents, TestBankRefunds Refunds, TestBankOutbox Outbox, ShopAddresses Addresses, WebhookSecret Secret);
