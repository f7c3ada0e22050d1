using System.Globalization;
using GigGatek.Contracts;

namespace GigGatek.Storefront.Forms;

/// <summary>Amounts of money as people type them into a field: <c>1,249.50</c>.</summary>
internal static class Amounts
{
    public const string Wrong = "Write an amount such as 249.00, up to 1,000,000.00.";

    private const decimal Most = 1_000_000m;

    /// <summary>Minor units, exactly: more than two decimals are refused, not rounded.</summary>
    public static bool TryParse(string text, out long minor)
    {
        minor = 0;
        const NumberStyles typed = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        if (text.Length > 20 || !decimal.TryParse(text, typed, CultureInfo.InvariantCulture, out var amount))
        {
            return false;
        }

        if (amount is <= 0 or > Most || decimal.Truncate(amount * 100) != amount * 100)
        {
            return false;
        }

        minor = (long)(amount * 100);
        return true;
    }

    /// <summary>The amount as a field shows it, without its currency (that stands beside the field).</summary>
    public static string Field(Money? amount) =>
        amount is { } money ? (money.Minor / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "";
}
