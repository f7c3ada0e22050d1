using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Watching;

/// <summary>Tells the browsers of a developer when to load their page again. Same origin, so the content security policy stays as it is.</summary>
internal static class ChangesEndpoint
{
    public static void MapChanges(this IEndpointRouteBuilder app) =>
        app.MapGet("/dev/changes", (CancellationToken ct) => TypedResults.ServerSentEvents(SourceChanges.FollowAsync(ct)));
}
