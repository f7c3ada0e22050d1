using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Help;

/// <summary>What the shop promises, in writing.</summary>
internal static class HelpEndpoints
{
    public static void MapHelp(this IEndpointRouteBuilder app)
    {
        var help = app.MapGroup("/help").CachePublicly(TimeSpan.FromHours(1));
        help.MapGet("/grades", ShowGrades);
        help.MapGet("/warranty", ShowWarranty);
        help.MapGet("/returns", () => Pages.ShowPublic<ReturnsPage>());
        help.MapGet("/shipping", () => Pages.ShowPublic<ShippingPage>());
    }

    private static async Task<IResult> ShowGrades(ICatalog catalog, CancellationToken ct) =>
        Pages.ShowPublic<GradesPage>(new { Grades = await catalog.ListGradesAsync(ct) });

    private static async Task<IResult> ShowWarranty(ICatalog catalog, CancellationToken ct) =>
        Pages.ShowPublic<WarrantyPage>(new { Grades = await catalog.ListGradesAsync(ct) });
}
