using GigGatek.Contracts;

namespace GigGatek.Ordering.Carts;

/// <summary>How much fits into a cart.</summary>
internal static class CartLimits
{
    public const int MostOfOne = 20;
    public const int MostLines = 50;

    public static Error TooMany { get; } =
        Error.Invalid("quantity", $"Choose a quantity from 1 to {MostOfOne}. For more, write to us.", "quantity");

    public static Error TooLong { get; } =
        Error.Invalid("cart_full", $"A cart holds {MostLines} different things. Take one out, or order these first.");

    public static Error NoCart { get; } = Error.NotFound("This cart is empty.");
}
