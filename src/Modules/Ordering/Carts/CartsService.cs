using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Ordering.Carts;

/// <summary>The contract, answered by one use case each; what changes a cart has its units counted anew.</summary>
internal sealed class CartsService(
    FindCart find, CartCounts counts, AddToCart add, SetQuantity setQuantity, ApplyDiscount applyDiscount, MergeCarts merge) : ICarts
{
    public Task<Cart?> FindAsync(string cartId, CancellationToken ct) => find.Handle(cartId, ct);

    public Task<int> CountAsync(string cartId, CancellationToken ct) => counts.Count(cartId, ct).AsTask();

    public async Task<Result<CartChanged>> AddAsync(string? cartId, string sku, int quantity, CancellationToken ct) =>
        await Counted(await add.Handle(cartId, sku, quantity, ct));

    public async Task<Result<CartChanged>> SetQuantityAsync(string cartId, string sku, int quantity, CancellationToken ct) =>
        await Counted(await setQuantity.Handle(cartId, sku, quantity, ct));

    public Task<Result> SetDiscountAsync(string cartId, string? code, CancellationToken ct) => applyDiscount.Handle(cartId, code, ct);

    public async Task<string?> MergeAsync(string? guestCartId, long customerId, CancellationToken ct)
    {
        var merged = await merge.Handle(guestCartId, customerId, ct);
        foreach (var cartId in new[] { guestCartId, merged }.OfType<string>())
        {
            await counts.Forget(cartId);
        }

        return merged;
    }

    private async Task<Result<CartChanged>> Counted(Result<CartChanged> changed)
    {
        if (changed.Succeeded)
        {
            await counts.Forget(changed.Value.CartId);
        }

        return changed;
    }
}
