using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.Orders;

/// <summary>The page that pays, as the payment provider needs it, and what comes from it.</summary>
internal sealed class PayPages(IPayments payments, IOptions<ShopOptions> shop)
{
    public string PublicUrl => shop.Value.PublicUrl;

    /// <summary>True for a page of this shop, as the test bank's is.</summary>
    public bool IsOurs(string url) => !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) == new Uri(PublicUrl).GetLeftPart(UriPartial.Authority);

    public async Task<string> ReadMethod(PageForm form, CancellationToken ct) =>
        (await payments.FindFormAsync(ct)).Fields is null ? CardNumber.Read(form) : CardToken.Read(form);

    /// <summary>The form, or the place where the order already is: paid, called off, or being decided.</summary>
    public async Task<IResult> Show(Order order, PageForm form, HttpContext context, CancellationToken ct, int? status = null)
    {
        if (order.State != OrderState.AwaitingPayment)
        {
            return SeeOther.To($"/orders/{order.Secret}");
        }

        if (order.Payment.InProgress)
        {
            return SeeOther.To($"/orders/{order.Secret}/return");
        }

        var fields = (await payments.FindFormAsync(ct)).Fields;
        if (fields is not null)
        {
            new PageHosts(fields.ScriptHosts, fields.FrameHosts, fields.ConnectHosts)
            {
                EnforcesTrustedTypes = fields.EnforcesTrustedTypes, MayAskForPayment = true,
            }.LetInto(context);
        }

        return Pages.Show<PayPage>(
            new { Order = order, Form = form, Fields = fields, shop.Value.Development },
            status ?? (form.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity));
    }
}
