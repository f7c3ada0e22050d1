using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Pricing;

namespace GigGatek.Ordering.Discounts;

/// <summary>What a code does to a cart.</summary>
/// <param name="Code">Null when none applies.</param>
/// <param name="Amount">Off the goods.</param>
/// <param name="Note">What it does, or why it does nothing; null without a code.</param>
internal sealed record DiscountEffect(string? Code, long Amount, bool FreeShipping, string? Note)
{
    public static DiscountEffect None { get; } = new(null, 0, FreeShipping: false, null);
}

/// <summary>When a code counts and what it takes off.</summary>
internal static class DiscountRules
{
    /// <summary>Codes are compared in this form.</summary>
    public static string Canonical(string code) => code.Trim().ToUpperInvariant();

    /// <summary>Why nobody can use it now; null when one can.</summary>
    public static string? WhyNot(DiscountRow? discount, DateTimeOffset now) => discount switch
    {
        null or { Active: false } => "We do not know this code. Check its spelling.",
        { From: { } from } when now < from => $"The code {discount.Code} counts from {from:yyyy-MM-dd} on.",
        { Until: { } until } when now >= until => $"The code {discount.Code} has run out.",
        { MaxUses: { } most } when discount.Uses >= most => $"The code {discount.Code} has been used up.",
        _ => null,
    };

    public static DiscountEffect Effect(DiscountRow? discount, long subtotal, string currency, DateTimeOffset now)
    {
        if (WhyNot(discount, now) is { } reason)
        {
            return DiscountEffect.None with { Note = reason };
        }

        if (subtotal < discount!.MinimumMinor)
        {
            return DiscountEffect.None with { Note = $"The code {discount.Code} counts from {new Money(discount.MinimumMinor, currency)} of goods on." };
        }

        return discount.Kind switch
        {
            DiscountKind.Percent => Off(discount, Exact.Round((Int128)subtotal * discount.Value, Exact.Whole), currency),
            DiscountKind.Amount => Off(discount, Math.Min(discount.Value, subtotal), currency),
            DiscountKind.FreeShipping => new DiscountEffect(discount.Code, 0, FreeShipping: true, "The cheapest way of shipping is free."),
            _ => throw new InvalidOperationException($"There is no discount of kind {discount.Kind}."),
        };
    }

    private static DiscountEffect Off(DiscountRow discount, long amount, string currency) =>
        new(discount.Code, amount, FreeShipping: false, $"The code {discount.Code} takes {new Money(amount, currency)} off.");
}
