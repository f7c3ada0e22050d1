using GigGatek.Api.Answers;
using GigGatek.Api.Callers;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Api.Carts;

/// <summary>Finds and changes the caller's carts. Of two changes that began from the same cart one is told that it comes too late.</summary>
internal sealed class CartChanges(ICarts carts, OwnCarts owned)
{
    private const int Attempts = 5;

    public static Error NoCart { get; } = Error.NotFound("You have no such cart. It may have been swept: carts that nobody changes end.");

    /// <summary>The cart as it stands.</summary>
    public async Task<IResult> Show(HttpContext context, string name, CancellationToken ct) =>
        await Find(context, name, ct) is { } found ? Answer(found.Own, found.Cart) : NoCart.ToProblem(context);

    public static OwnAnswer<Cart> Answer(OwnCart own, Contracts.Ordering.Cart cart) => new(Cart.Of(own, cart)) { Turn = own.Version };

    /// <summary>Answers the changed cart, or why it was not changed. Without <c>If-Match</c> the change counts whatever the cart has become.</summary>
    public async Task<IResult> Change(HttpContext context, string name, Func<OwnCart, Task<Error?>> change, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await Find(context, name, ct) is not { } seen)
            {
                return NoCart.ToProblem(context);
            }

            if (!Answer(seen.Own, seen.Cart).IsWhatWasSeen(context))
            {
                return context.ToProblem(StatusCodes.Status412PreconditionFailed);
            }

            if (await owned.TryTurnAsync(context.CallerId(), seen.Own, ct))
            {
                return await change(seen.Own) is { } refusal ? refusal.ToProblem(context) : await Show(context, name, ct);
            }
        }

        return Error.Conflict("changed_meanwhile", "This cart is being changed by others all the time. Look at it, then send the change again.").ToProblem(context);
    }

    /// <summary>Null when the caller has no cart of this name. Whose turn it is, is read first: what is changed later has a later turn.</summary>
    private async Task<(OwnCart Own, Contracts.Ordering.Cart Cart)?> Find(HttpContext context, string name, CancellationToken ct) =>
        await owned.FindAsync(context.CallerId(), name, ct) is { } own && await carts.FindAsync(own.Secret, ct) is { } cart ? (own, cart) : null;
}
