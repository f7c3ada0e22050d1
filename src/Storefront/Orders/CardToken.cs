using GigGatek.Storefront.Forms;

namespace GigGatek.Storefront.Orders;

/// <summary>What a provider's own fields made of a card. It comes by script (js/pay.js); the number itself never comes.</summary>
internal static class CardToken
{
    public const string Field = "method";

    private const int Longest = 200;

    public static string Read(PageForm form)
    {
        var token = form.Text(Field, Longest, "The card's details did not arrive. The fields of this page need JavaScript: switch it on, reload the page and enter them again. You have not been charged.");
        form.Set(Field, "");
        return token;
    }
}
