namespace GigGatek.Api;

/// <summary>An exact amount.</summary>
/// <param name="Minor">A whole number of the currency's minor units: 12990 is USD 129.90.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record Money(long Minor, string Currency)
{
    internal static Money Of(Contracts.Money amount) => new(amount.Minor, amount.Currency);

    internal static Money? Of(Contracts.Money? amount) => amount is { } known ? Of(known) : null;
}
