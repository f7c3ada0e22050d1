namespace GigGatek.Contracts;

/// <summary>Who changes something, for the audit trail. Use cases of the shop owner take it first.</summary>
/// <param name="UserId">The account; 0 for the program itself.</param>
/// <param name="Name">How the trail shows it.</param>
public sealed record Actor(long UserId, string Name)
{
    /// <summary>The program itself: a job, or the command line on the server.</summary>
    public static Actor System { get; } = new(0, "giggatek");
}

/// <summary>A change that belongs into the audit trail. Modules announce it; the accounts module keeps it.</summary>
/// <param name="Action">A verb: <c>variant.price</c>, <c>order.refund</c>.</param>
/// <param name="Subject">What was changed, such as a SKU or an order number.</param>
/// <param name="Details">From and to, or the reason, in a few words. No personal data.</param>
public sealed record ChangeMade(Actor Actor, string Action, string Subject, string Details, DateTimeOffset At) : IEvent;
