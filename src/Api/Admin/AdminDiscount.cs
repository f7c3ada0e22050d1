using System.Text.Json.Serialization;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Api.Admin;

/// <summary>How a code reduces a cart.</summary>
[JsonConverter(typeof(ApiEnum<DiscountKind>))]
public enum DiscountKind
{
    /// <summary>A share of the lines.</summary>
    Percent = Contracts.Ordering.DiscountKind.Percent,

    /// <summary>A fixed amount, never more than the lines.</summary>
    Amount = Contracts.Ordering.DiscountKind.Amount,

    /// <summary>No shipping costs for the cheapest way.</summary>
    FreeShipping = Contracts.Ordering.DiscountKind.FreeShipping,
}

/// <summary>A code that shoppers can enter.</summary>
/// <param name="Value">Hundredths of a percent, or minor units of the shop's currency, by kind; 0 for free shipping.</param>
/// <param name="MinimumMinor">The lines must come to this much, in minor units.</param>
/// <param name="MaxUses">Null: any number.</param>
/// <param name="Uses">How often it was used.</param>
public sealed record AdminDiscount(
    string Code, DiscountKind Kind, long Value, long MinimumMinor, DateTimeOffset? From, DateTimeOffset? Until, int? MaxUses, int Uses, bool Active)
{
    internal static AdminDiscount Of(Discount discount) => new(
        discount.Code, (DiscountKind)discount.Kind, discount.Value, discount.MinimumMinor, discount.From, discount.Until, discount.MaxUses, discount.Uses, discount.Active);
}

/// <summary>A code to be made.</summary>
/// <param name="Value">Hundredths of a percent, or minor units of the shop's currency, by kind; 0 for free shipping.</param>
/// <param name="MinimumMinor">The lines must come to this much, in minor units.</param>
/// <param name="MaxUses">Null: any number.</param>
public sealed record NewDiscount(string Code, DiscountKind Kind, long Value, long MinimumMinor = 0, DateTimeOffset? From = null, DateTimeOffset? Until = null, int? MaxUses = null);

/// <summary>Whether a code counts.</summary>
public sealed record DiscountActivity(bool Active);
