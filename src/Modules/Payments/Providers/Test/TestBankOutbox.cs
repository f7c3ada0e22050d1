using GigGatek.Platform;
using LinqToDB;

namespace GigGatek.Payments.Providers.Test;

/// <summary>Webhooks that are to be sent, and the bell that sends them at once.</summary>
internal sealed class TestBankOutbox(Ids ids, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LateBy = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _bell = new(0, 1);

    public void Dispose() => _bell.Dispose();

    /// <summary>Writes down what must be told of an intent's new state; always true.</summary>
    public async Task<bool> Tell(PaymentsDb db, TestIntentRow intent, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var message = New(intent, TypeOf(intent), now);
        await db.InsertAsync(message, token: ct);
        if (intent is { TellsTwice: true, Status: TestIntentStatus.Succeeded })
        {
            await db.InsertAsync(message with { Id = ids.Next() }, token: ct);                               // the same once more
            await db.InsertAsync(message with { Id = ids.Next(), DueAt = now + LateBy }, token: ct);         // and again, later
            await db.InsertAsync(New(intent, "payment_intent.processing", now) with { DueAt = now + LateBy }, token: ct);    // out of order
        }

        return true;
    }

    public void Wake()
    {
        try
        {
            _bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // it has been rung already
        }
    }

    public Task<bool> Wait(TimeSpan atMost, CancellationToken ct) => _bell.WaitAsync(atMost, ct);

    private TestWebhookRow New(TestIntentRow intent, string type, DateTimeOffset now) => new()
    {
        Id = ids.Next(),
        EventId = "evt_" + Secrets.NewToken(),
        Type = type,
        IntentId = intent.Id,
        CreatedAt = now,
        DueAt = now,
    };

    private static string TypeOf(TestIntentRow intent) => intent.Status switch
    {
        TestIntentStatus.Succeeded => "payment_intent.succeeded",
        TestIntentStatus.Canceled => "payment_intent.canceled",
        TestIntentStatus.Processing => "payment_intent.processing",
        TestIntentStatus.RequiresAction => "payment_intent.requires_action",
        _ => "payment_intent.payment_failed",
    };
}
