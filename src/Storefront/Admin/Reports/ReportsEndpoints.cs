using GigGatek.Storefront.Reports;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Admin.Reports;

/// <summary>What browsers have stopped on the shop's pages. It can be read; old lines go by themselves.</summary>
internal static class ReportsEndpoints
{
    private const int LongestCursor = 500;

    public static void MapReportsAdmin(this RouteGroupBuilder reports) => reports.MapGet("", ShowReports);

    private static async Task<IResult> ShowReports(string? cursor, HttpContext context, ListReports list, CancellationToken ct)
    {
        var after = cursor is { Length: > 0 and <= LongestCursor } ? cursor : null;
        return Pages.Show<ReportsPage>(new { Visitor = context.SignedIn(), Reports = await list.Handle(after, ct), IsFirst = after is null });
    }
}
