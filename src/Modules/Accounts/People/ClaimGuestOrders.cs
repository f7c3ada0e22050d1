using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Events;

namespace GigGatek.Accounts.People;

/// <summary>
/// Hands a person the orders that he placed as a guest, once his address is proved. Claiming twice claims nothing more,
/// so no inbox is needed.
/// </summary>
internal sealed class ClaimGuestOrders(UserStore store, IOrders orders) : IEventHandler<EmailConfirmed>
{
    public async Task HandleAsync(EmailConfirmed happened, EventContext context, CancellationToken ct)
    {
        if (await store.FindAsync(happened.UserId, ct) is { EmailConfirmed: true } user)
        {
            await orders.ClaimAsync(user.Id, user.Email, ct);
        }
    }
}
