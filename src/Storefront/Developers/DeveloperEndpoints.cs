using GigGatek.Contracts.Api;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Developers;

/// <summary>Pages for those who write programs against the API. What a problem's type is the address of is among them.</summary>
internal static class DeveloperEndpoints
{
    public static void MapDevelopers(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api", () => Pages.ShowPublic<ApiPage>()).CachePublicly(TimeSpan.FromHours(1));
        app.MapGet(ApiPaths.Reference, ShowReference).CachePublicly(TimeSpan.FromHours(1));
        app.MapGet(ApiPaths.Problems, () => Pages.ShowPublic<ProblemsPage>()).CachePublicly(TimeSpan.FromHours(1));
        app.MapGet(ApiPaths.Problems + "/{code}", ShowProblem).CachePublicly(TimeSpan.FromHours(1));
    }

    private static async Task<IResult> ShowReference(IApiDocument document, CancellationToken ct) =>
        Pages.ShowPublic<ReferencePage>(new { Reference = ApiReference.Read(await document.ReadAsync(ct)) });

    private static IResult ShowProblem(string code, HttpContext context) => ProblemKinds.Find(code) is { } kind
        ? Pages.ShowPublic<ProblemPage>(new { Kind = kind })
        : context.Refuse(StatusCodes.Status404NotFound, "The API answers with no problem of this name.");
}
