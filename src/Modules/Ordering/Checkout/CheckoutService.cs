using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Carts;
using GigGatek.Ordering.Pricing;
using GigGatek.Platform.Data;

namespace GigGatek.Ordering.Checkout;

/// <summary>The contract, answered by one use case each.</summary>
internal sealed class CheckoutService(
    Sessions<OrderingDb> sessions, PriceTables tables, SealedDetails details, SaveAddress saveAddress, ChooseShipping chooseShipping, MakeQuote makeQuote, PlaceOrder placeOrder,
    CartCounts counts)
    : ICheckout
{
    public async Task<CheckoutDetails?> FindAsync(string cartId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var cart = await db.CartsOf(cartId).Where(cart => db.CartLines.Any(line => line.CartId == cart.Id)).FindAsync(ct);
        return cart is null
            ? null
            : new CheckoutDetails(
                cart.Contact is null ? null : details.OpenContact(SealedDetails.Carts, cart.Id, cart.Contact),
                cart.Address is null ? null : details.OpenAddress(SealedDetails.Carts, cart.Id, cart.Address),
                cart.ShippingCode);
    }

    public async Task<IReadOnlyList<ShippingCountry>> ListCountriesAsync(CancellationToken ct) => (await tables.ReadAsync(ct)).ShippingCountries;

    public Task<Result> SetAddressAsync(string cartId, Contact contact, Address address, CancellationToken ct) =>
        saveAddress.Handle(cartId, contact, address, ct);

    public Task<IReadOnlyList<ShippingChoice>> ListShippingAsync(string cartId, CancellationToken ct) => chooseShipping.List(cartId, ct);

    public Task<Result> SetShippingAsync(string cartId, string code, CancellationToken ct) => chooseShipping.Handle(cartId, code, ct);

    public Task<Result<Quote>> QuoteAsync(string cartId, CancellationToken ct) => makeQuote.Handle(cartId, ct);

    /// <summary>The cart is empty afterwards, so its units are counted anew.</summary>
    public async Task<Result<OrderPlacement>> PlaceAsync(string cartId, string quoteToken, long? customerId, CancellationToken ct)
    {
        var placed = await placeOrder.Handle(new PlaceOrderRequest(cartId, quoteToken, customerId), ct);
        if (placed.Succeeded)
        {
            await counts.Forget(cartId);
        }

        return placed;
    }
}
