using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace GigGatek.Storefront.Reports;

/// <summary>Where browsers send what the content security policy has stopped. Open to all, as it must be; nothing that is sent is written to the log.</summary>
internal static class ReportEndpoint
{
    private const int MaxBody = 64 * 1024;

    /// <summary>Browsers send them by themselves, some without saying from where.</summary>
    public static void MapReports(this IEndpointRouteBuilder app) => app.MapPost(SecurityHeaders.ReportPath, Receive).WithMetadata(new CrossSiteAllowed());

    private static async Task<IResult> Receive(HttpRequest request, ReadReports reader, CollectReports collected, ReportMetrics metrics, CancellationToken ct)
    {
        if (TypeOf(request) is not { } type)
        {
            metrics.Refused();
            return Results.Text("A report is application/csp-report or application/reports+json.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        if (await request.ReadAtMostAsync(MaxBody, ct) is not { } body)
        {
            metrics.Refused();
            return Results.Text("A report is at most 64 KiB.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        if (reader.Read(body, type, request.Host.Value ?? "") is not { } heard)
        {
            metrics.Refused();
            return Results.Text("This is no report of a browser.", statusCode: StatusCodes.Status400BadRequest);
        }

        collected.Add(heard);
        return Results.NoContent();
    }

    private static string? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Value?.ToLowerInvariant() is "application/csp-report" or "application/reports+json"
            ? type.MediaType.Value.ToLowerInvariant()
            : null;
}
