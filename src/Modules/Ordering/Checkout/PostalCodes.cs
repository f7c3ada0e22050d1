using System.Text.RegularExpressions;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Ordering.Checkout;

/// <summary>How postal codes look, by country; a country without a row takes anything short.</summary>
internal static class PostalCodes
{
    private static readonly Dictionary<string, (Regex Pattern, string Example)> Forms = new()
    {
        ["US"] = (Form(@"^[0-9]{5}(-[0-9]{4})?\z"), "94103"),
        ["CA"] = (Form(@"^[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]\z"), "M5V 2T6"),
        ["GB"] = (Form(@"^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\z"), "SW1A 1AA"),
        ["DE"] = (Form(@"^[0-9]{5}\z"), "10115"),
        ["FR"] = (Form(@"^[0-9]{5}\z"), "75001"),
        ["IT"] = (Form(@"^[0-9]{5}\z"), "00184"),
        ["ES"] = (Form(@"^[0-9]{5}\z"), "28013"),
        ["FI"] = (Form(@"^[0-9]{5}\z"), "00100"),
        ["AT"] = (Form(@"^[0-9]{4}\z"), "1010"),
        ["BE"] = (Form(@"^[0-9]{4}\z"), "1000"),
        ["DK"] = (Form(@"^[0-9]{4}\z"), "1050"),
        ["NL"] = (Form(@"^[0-9]{4} ?[A-Z]{2}\z"), "1012 AB"),
        ["PL"] = (Form(@"^[0-9]{2}-[0-9]{3}\z"), "00-001"),
        ["SE"] = (Form(@"^[0-9]{3} ?[0-9]{2}\z"), "111 22"),
        ["IE"] = (Form(@"^[A-Z0-9]{3} ?[A-Z0-9]{4}\z"), "D02 X285"),
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

        return form.Pattern.IsMatch(code)
            ? null
            : Error.Invalid("invalid", $"Postal codes in {country.Name} look like {form.Example}.", "postalCode");
    }

    /// <summary>Linear in the code's length, so it needs no time limit, which a busy machine would break.</summary>
    private static Regex Form(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
}
