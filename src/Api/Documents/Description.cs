using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Api.Documents;

/// <summary>What the document says of an endpoint, beside its route.</summary>
internal static class Description
{
    /// <param name="id">What clients call it. Stable.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string id, string summary, string description) =>
        endpoint.WithName(id).WithSummary(summary).WithDescription(description);

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, T example, int status = StatusCodes.Status200OK)
        where T : notnull => endpoint.Produces<T>(status, "application/json").WithMetadata(new AnswerExample(status, example));

    /// <summary>Statuses that it may refuse with, each as a problem.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params IReadOnlyList<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<Problem>(status, Problems.ContentType);
        }

        return endpoint;
    }
}

/// <summary>What an answer of a status looks like, for the document.</summary>
internal sealed record AnswerExample(int Status, object Value);
