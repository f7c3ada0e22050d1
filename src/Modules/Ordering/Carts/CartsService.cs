using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Data;

namespace GigGatek.Ordering.Carts;

/// <summary>The contract, answered by one use case each.</summary>
internal sealed class CartsService(
    Sessions<OrderingDb> sessions, FindCart find, AddToCart add, SetQuantity setQuantity, ApplyDiscount applyDiscount, MergeCarts merge) : ICarts
{
    public Task<Cart?> FindAsync(string cartId, CancellationToken ct) => find.Handle(cartId, ct);

    public async Task<int> CountAsync(string cartId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.CountUnitsAsync(cartId, ct);
    }

    public Task<Result<CartChanged>> AddAsync(string? cartId, string sku, int quantity, CancellationToken ct) =>
        add.Handle(cartId, sku, quantity, ct);

    public Task<Result<CartChanged>> SetQuantityAsync(string cartId, string sku, int quantity, CancellationToken ct) =>
        setQuantity.Handle(cartId, sku, quantity, ct);

    public Task<Result> SetDiscountAsync(string cartId, string? code, CancellationToken ct) => applyDiscount.Handle(cartId, code, ct);

    public Task<string?> MergeAsync(string? guestCartId, long customerId, CancellationToken ct) => merge.Handle(guestCartId, customerId, ct);
}
