using GigGatek.Contracts;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Providers.Test;

/// <summary>
/// The test provider's payments. It plays an outside company: own tables, own states, own transactions. What it decides
/// it tells by webhook too, so that page and webhook race for real.
/// </summary>
internal sealed class TestBankIntents(
    Sessions<PaymentsDb> sessions, TestBankOutbox outbox, ShopAddresses addresses, PersonalData personal, Ids ids, IOptions<PaymentsOptions> options, TimeProvider clock)
{
    public async Task<TestIntentRow> Create(string key, Money amount, string reference, CancellationToken ct)
    {
        var intent = new TestIntentRow
        {
            Id = "pi_" + Secrets.NewToken(),
            Number = ids.Next(),
            IdempotencyKey = key,
            Amount = amount.Minor,
            Currency = amount.Currency,
            Reference = reference,
            Status = TestIntentStatus.RequiresMethod,
            CreatedAt = clock.GetUtcNow(),
        };
        return Opened(await sessions.RepeatAsync(
            async db =>
            {
                if (await db.TestIntents().Where(row => row.IdempotencyKey == key).FindAsync(ct) is { } existing)
                {
                    return existing;
                }

                await db.InsertAsync(intent, token: ct);
                return intent;
            },
            ct));
    }

    /// <exception cref="TimeoutException">The card is one that does not answer.</exception>
    /// <exception cref="ArgumentException">The return address is not this shop's.</exception>
    public async Task<TestIntentRow> Confirm(string key, IntentConfirmation confirmation, CancellationToken ct)
    {
        if (!addresses.IsOurs(confirmation.ReturnUrl))
        {
            throw new ArgumentException("The return address of a payment must be an absolute one of this shop.", nameof(confirmation));
        }

        var card = TestCards.Find(confirmation.Method);
        var intent = await Change(confirmation.IntentId, intent => Charged(intent, card, key, confirmation.ReturnUrl), ct);
        if (card.IsSilent && intent.ConfirmKey == key)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(options.Value.Test.SilenceMilliseconds), clock, ct);
            throw new TimeoutException("The test card does not answer.");
        }

        return Opened(intent);
    }

    /// <summary>What the shopper answers on the bank's page. Null when there is no such intent.</summary>
    public async Task<TestIntentRow?> Answer(string id, bool approves, CancellationToken ct) =>
        await FindStored(id, ct) is null ? null : Opened(await Change(id, intent => Answered(intent, approves), ct));

    /// <summary>An intent that has been charged or is being charged stays what it is.</summary>
    public async Task<TestIntentRow> Cancel(string id, CancellationToken ct) =>
        Opened(await Change(id, intent => CanBeCharged(intent) ? intent with { Status = TestIntentStatus.Canceled } : intent, ct));

    public async Task<TestIntentRow?> Find(string id, CancellationToken ct) => await FindStored(id, ct) is { } stored ? Opened(stored) : null;

    private async Task<TestIntentRow?> FindStored(string id, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.FindTestIntent(id, ct);
    }

    /// <summary>Lets the slow ones succeed whose time has come.</summary>
    public async Task DecideSlow(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = sessions.Read();
        var due = await db.TestIntents().Where(row => row.Status == TestIntentStatus.Processing && row.DecidedAt <= now)
            .OrderBy(row => row.Id).Take(50).Select(row => row.Id).ToListAsync(ct);
        foreach (var id in due)
        {
            await Change(id, intent => intent.Status == TestIntentStatus.Processing ? intent with { Status = TestIntentStatus.Succeeded } : intent, ct);
        }
    }

    private TestIntentRow Charged(TestIntentRow intent, TestCard card, string key, string returnUrl)
    {
        if (!CanBeCharged(intent) || intent.ConfirmKey == key)
        {
            return intent;
        }

        var status = card switch
        {
            { Decline: not null } => TestIntentStatus.RequiresMethod,
            { Asks: true } => TestIntentStatus.RequiresAction,
            { IsSilent: true } => TestIntentStatus.Processing,
            _ => TestIntentStatus.Succeeded,
        };
        return intent with
        {
            Status = status,
            ConfirmKey = key,
            ReturnUrl = personal.Seal(PlaceOf(intent), returnUrl),
            Decline = card.Decline,
            TellsTwice = card.TellsTwice,
            RefundsSlowly = card.RefundsSlowly,
            RefundsFail = card.RefundsFail,
            DecidedAt = card.IsSilent ? clock.GetUtcNow().AddMilliseconds(options.Value.Test.SlowMilliseconds) : null,
        };
    }

    private static TestIntentRow Answered(TestIntentRow intent, bool approves) => intent switch
    {
        { Status: not TestIntentStatus.RequiresAction } => intent,
        _ when approves => intent with { Status = TestIntentStatus.Succeeded },
        _ => intent with
        {
            Status = TestIntentStatus.RequiresMethod,
            Decline = "Your bank did not confirm the payment. You have not been charged: try again, or take another card.",
        },
    };

    private TestIntentRow Opened(TestIntentRow stored) =>
        stored.ReturnUrl is null ? stored : stored with { ReturnUrl = personal.Open(PlaceOf(stored), stored.ReturnUrl) };

    private static SealedPlace PlaceOf(TestIntentRow intent) => new("payments_test_intents", "return_url", intent.Number);

    private static bool CanBeCharged(TestIntentRow intent) => intent.Status is TestIntentStatus.RequiresMethod or TestIntentStatus.RequiresAction;

    /// <summary>One transaction: the intent's new state and the webhooks that tell it.</summary>
    private async Task<TestIntentRow> Change(string id, Func<TestIntentRow, TestIntentRow> change, CancellationToken ct)
    {
        while (true)
        {
            var from = await FindStored(id, ct) ?? throw new InvalidOperationException($"The test provider has no intent {id}.");
            var to = change(from);
            if (to == from)
            {
                return from;
            }

            if (await sessions.RepeatAsync(async db => await db.TryMove(from, to, ct) && await outbox.Tell(db, to, ct), ct))
            {
                outbox.Wake();
                return to;
            }
        }
    }
}
