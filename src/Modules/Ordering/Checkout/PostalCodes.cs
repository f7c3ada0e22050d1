using System.Text.RegularExpressions;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Ordering.Checkout;

/// <summary>How postal codes look, by country; a country without a row takes anything short.</summary>
internal static class PostalCodes
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private static readonly Dictionary<string, (string Pattern, string Example)> Forms = new()
    {
        ["US"] = (@"^[0-9]{5}(-[0-9]{4})?\z", "94103"),
        ["CA"] = (@"^[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]\z", "M5V 2T6"),
        ["GB"] = (@"^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\z", "SW1A 1AA"),
        ["DE"] = (@"^[0-9]{5}\z", "10115"),
        ["FR"] = (@"^[0-9]{5}\z", "75001"),
        ["IT"] = (@"^[0-9]{5}\z", "00184"),
        ["ES"] = (@"^[0-9]{5}\z", "28013"),
        ["FI"] = (@"^[0-9]{5}\z", "00100"),
        ["AT"] = (@"^[0-9]{4}\z", "1010"),
        ["BE"] = (@"^[0-9]{4}\z", "1000"),
        ["DK"] = (@"^[0-9]{4}\z", "1050"),
        ["NL"] = (@"^[0-9]{4} ?[A-Z]{2}\z", "1012 AB"),
        ["PL"] = (@"^[0-9]{2}-[0-9]{3}\z", "00-001"),
        ["SE"] = (@"^[0-9]{3} ?[0-9]{2}\z", "111 22"),
        ["IE"] = (@"^[A-Z0-9]{3} ?[A-Z0-9]{4}\z", "D02 X285"),
    };

    public static Error? FindFault(ShippingCountry country, string code)
    {
        if (code.Length is 0 or > 12)
        {
            return Error.Invalid("required", "A postal code is needed here.", "postalCode");
        }

        if (!Forms.TryGetValue(country.Code, out var form))
        {
            return code.Any(char.IsControl) ? Error.Invalid("invalid", "A postal code has letters and digits.", "postalCode") : null;
        }

        return Regex.IsMatch(code, form.Pattern, RegexOptions.CultureInvariant, Limit)
            ? null
            : Error.Invalid("invalid", $"Postal codes in {country.Name} look like {form.Example}.", "postalCode");
    }
}
