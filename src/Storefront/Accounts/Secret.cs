using GigGatek.Storefront.Forms;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.Accounts;

/// <summary>Password fields: taken as they were typed, blanks included, and never sent back.</summary>
internal static class Secret
{
    public static string Read(HttpRequest request, PageForm form, string field)
    {
        form.Set(field, "");
        return request.Form[field].ToString();
    }
}
