using GigGatek.Contracts.Accounts;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Admin.Audit;

/// <summary>The audit trail: who changed what. It can be read, never changed.</summary>
internal static class AuditEndpoints
{
    private const int LongestCursor = 500;

    public static void MapAuditAdmin(this RouteGroupBuilder audit) => audit.MapGet("", ListEntries);

    private static async Task<IResult> ListEntries(string? subject, string? cursor, HttpContext context, IAccountsAdmin admin, CancellationToken ct)
    {
        var form = new PageForm().Set("subject", subject);
        var about = form.Optional("subject", 200);
        var after = cursor is { Length: > 0 and <= LongestCursor } ? cursor : null;
        var page = form.IsValid ? await admin.ListAuditAsync(about, after, ct) : new([], null);
        return Pages.Show<AuditPage>(
            new { Visitor = context.SignedIn(), Entries = page, Form = form, IsFirst = after is null },
            form.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
