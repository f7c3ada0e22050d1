using GigGatek.Contracts.Notifications;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Mailbox;

/// <summary>The mails that a development shop writes into its data folder. Where mails are really sent, these pages do not exist.</summary>
internal static class MailboxEndpoints
{
    public static void MapMailbox(this IEndpointRouteBuilder app)
    {
        var mailbox = app.MapSecretPages("/dev/mail");
        mailbox.MapGet("", ListMails);
        mailbox.MapGet("/{id}", ShowMail);
    }

    private static async Task<IResult> ListMails(HttpContext context, IMailbox mailbox, CancellationToken ct) =>
        await mailbox.IsOpenAsync(ct)
            ? Pages.Show<MailboxPage>(new { Mails = await mailbox.ListAsync(ct) })
            : context.Refuse(StatusCodes.Status404NotFound, "This shop really sends its mails, so there is no mailbox here.");

    private static async Task<IResult> ShowMail(string id, HttpContext context, IMailbox mailbox, CancellationToken ct) =>
        await mailbox.IsOpenAsync(ct) && id.Length <= 200 && await mailbox.FindAsync(id, ct) is { } mail
            ? Pages.Show<MailPage>(new { Mail = mail })
            : context.Refuse(StatusCodes.Status404NotFound, "There is no such mail. Only the last hundred are listed.");
}
