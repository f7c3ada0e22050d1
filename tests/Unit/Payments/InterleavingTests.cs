using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Charges;
using GigGatek.Payments.Providers;
using static GigGatek.Contracts.Payments.PaymentState;

namespace GigGatek.Tests.Unit.Payments;

/// <summary>
/// All orders in which a page, a webhook, an expiry and the reconciler can look at the provider and settle what they
/// saw, each step of each possibly the last one before a crash. The transition is the real one.
/// </summary>
public sealed class InterleavingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    /// <summary>What exists: the provider's state and ours, what each actor has in hand, and which step it is at.</summary>
    private sealed record World(PaymentState Provider, PaymentRow Payment, int Captures, Hand Page, Hand Webhook, Hand Expiry);

    /// <summary>An actor: how many steps it has done, the record it saw last, the payment it read last.</summary>
    private sealed record Hand(int Step, IntentRecord? Record, PaymentRow? Seen);

    [Theory]
    [InlineData(Succeeded)]
    [InlineData(Open)]
    [InlineData(RequiresAction)]
    public void Whoever_is_first_and_whoever_crashes_the_money_is_booked_once(PaymentState cardLeadsTo)
    {
        var start = new World(Open, Fresh, 0, new Hand(0, null, null), new Hand(0, null, null), new Hand(0, null, null));
        var seen = new HashSet<World> { start };
        var toDo = new Queue<World>(seen);
        while (toDo.TryDequeue(out var world))
        {
            world.Captures.ShouldBeLessThanOrEqualTo(1);
            world.Captures.ShouldBe(world.Payment.State == Succeeded ? 1 : 0);
            AfterTheReconciler(world).Payment.State.ShouldBe(world.Provider == Open ? Open : world.Provider);
            foreach (var next in Steps(world, cardLeadsTo).Where(seen.Add))
            {
                toDo.Enqueue(next);
            }
        }

        seen.Count.ShouldBeGreaterThan(50);
        seen.ShouldContain(world => world.Payment.State == Cancelled);
        seen.Any(world => world.Payment.State == Succeeded).ShouldBe(cardLeadsTo == Succeeded);
    }

    private static PaymentRow Fresh { get; } = new() { Id = 1, Amount = 100, Currency = "USD", State = Open, Intent = "pi_1" };

    /// <summary>Each actor may do its next step, or never come back.</summary>
    private static IEnumerable<World> Steps(World world, PaymentState cardLeadsTo)
    {
        switch (world.Page.Step)
        {
            case 0:    // reads
                yield return world with { Page = new Hand(1, null, world.Payment) };
                break;
            case 1 when !world.Page.Seen!.IsSettled:    // begins a try, unless the payment moved since it was read
                yield return Move(world, world.Page.Seen, Begun(world.Page.Seen)) with { Page = new Hand(world.Payment == world.Page.Seen ? 2 : 9, null, Begun(world.Page.Seen)) };
                break;
            case 2:    // the provider charges, unless it cancelled first
                var charged = world.Provider == Open ? cardLeadsTo : world.Provider;
                yield return world with { Provider = charged, Page = world.Page with { Step = 3, Record = RecordOf(charged) } };
                break;
            case 3:
                yield return Settle(world, world.Page, answerTo: 1) with { Page = new Hand(9, null, null) };
                break;
        }

        switch (world.Webhook.Step)
        {
            case 0 or 2:    // looks, twice in its life
                yield return world with { Webhook = new Hand(world.Webhook.Step + 1, RecordOf(world.Provider), world.Payment) };
                break;
            case 1 or 3:
                yield return Settle(world, world.Webhook, answerTo: null) with { Webhook = new Hand(world.Webhook.Step + 1, null, null) };
                break;
        }

        switch (world.Expiry.Step)
        {
            case 0:    // the provider cancels, unless it charged first
                var cancelled = world.Provider is Open or RequiresAction ? Cancelled : world.Provider;
                yield return world with { Provider = cancelled, Expiry = new Hand(1, RecordOf(cancelled), world.Payment) };
                break;
            case 1:
                yield return Settle(world, world.Expiry, answerTo: null) with { Expiry = new Hand(2, null, null) };
                break;
        }
    }

    private static World AfterTheReconciler(World world) =>
        Settle(world, new Hand(0, RecordOf(world.Provider), world.Payment), null, Now.AddHours(1));

    /// <summary>As <c>SettlePayment</c> does: decide on what was read, write if nobody wrote since, else read again.</summary>
    private static World Settle(World world, Hand hand, int? answerTo, DateTimeOffset? at = null)
    {
        var payment = hand.Seen!;
        while (Settlement.Next(payment, hand.Record!, answerTo, at ?? Now) is { } next)
        {
            if (world.Payment == payment)
            {
                return Move(world, payment, next);
            }

            payment = world.Payment;
        }

        return world;
    }

    private static World Move(World world, PaymentRow from, PaymentRow to) =>
        world.Payment == from ? world with { Payment = to, Captures = world.Captures + (to.State == Succeeded ? 1 : 0) } : world;

    private static PaymentRow Begun(PaymentRow payment) =>
        payment with { State = Processing, Attempt = payment.Attempt + 1, AnswerDue = Now.AddSeconds(20), Version = payment.Version + 1, ChangedAt = Now };

    private static IntentRecord RecordOf(PaymentState state) => new("pi_1", state, new Money(state == Succeeded ? 100 : 0, "USD"), null, null);
}
