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
        ["US"] = (@"^\d{5}(-\d{4})?$", "94103"),
        ["CA"] = (@"^[A-Z]\d[A-Z] ?\d[A-Z]\d$", "M5V 2T6"),
        ["GB"] = (@"^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$", "SW1A 1AA"),
        ["DE"] = (@"^\d{5}$", "10115"),
        ["FR"] = (@"^\d{5}$", "75001"),
        ["IT"] = (@"^\d{5}$", "00184"),
        ["ES"] = (@"^\d{5}$", "28013"),
        ["FI"] = (@"^\d{5}$", "00100"),
        ["AT"] = (@"^\d{4}$", "1010"),
        ["BE"] = (@"^\d{4}$", "1000"),
        ["DK"] = (@"^\d{4}$", "1050"),
        ["NL"] = (@"^\d{4} ?[A-Z]{2}$", "1012 AB"),
        ["PL"] = (@"^\d{2}-\d{3}$", "00-001"),
        ["SE"] = (@"^\d{3} ?\d{2}$", "111 22"),
        ["IE"] = (@"^[A-Z\d]{3} ?[A-Z\d]{4}$", "D02 X285"),
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
