using GigGatek.Storefront.Forms;

namespace GigGatek.Storefront.Orders;

/// <summary>
/// The number field of the test provider, whose numbers stand for payment methods. A real card number never reaches this
/// program: a real provider's own field turns it into a token first.
/// </summary>
internal static class CardNumber
{
    public const string Field = "card";

    /// <summary>Digits only. What was typed is not shown again.</summary>
    public static string Read(PageForm form)
    {
        var typed = form.Text(Field, 40, "Write the card number.");
        form.Set(Field, "");
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        if (typed.Length > 0 && (digits.Length is < 12 or > 19 || typed.Any(c => !char.IsAsciiDigit(c) && c is not (' ' or '-'))))
        {
            form.Refuse(Field, "A card number has 12 to 19 digits. Please check it.");
        }

        return digits;
    }
}
