using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Api.Documents;

/// <summary>What the document says of an endpoint, beside its route.</summary>
internal static class Description
{
    private const int LongestTags = 200;

    /// <param name="id">What clients call it. Stable.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string id, string summary, string description) =>
        endpoint.WithName(id).WithSummary(summary).WithDescription(description);

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, T example, int status = StatusCodes.Status200OK)
        where T : notnull => endpoint.Produces<T>(status, "application/json").WithMetadata(new AnswerExample(status, example));

    /// <summary>What is sent to it.</summary>
    public static RouteHandlerBuilder Sends<T>(this RouteHandlerBuilder endpoint, T example)
        where T : notnull => endpoint.WithMetadata(new BodyExample(example));

    /// <summary>Statuses that it may refuse with, each as a problem.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params IReadOnlyList<int> statuses)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata([.. statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(Problem), [Problems.ContentType]))]);

    /// <summary>Changes nothing when something else was changed since the caller looked.</summary>
    public static RouteHandlerBuilder TakesIfMatch(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(IfMatch(isRequired: false, "The ETag of what you have seen. When it is something else by now, nothing is changed, and the answer is 412."))
        .Refuses(StatusCodes.Status412PreconditionFailed);

    /// <summary>The same, and nobody changes what he has not seen.</summary>
    public static RouteHandlerBuilder NeedsIfMatch(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(IfMatch(isRequired: true, "The ETag of what you have seen, or * to change whatever it has become. When it is something else by now, nothing is changed, and the answer is 412."))
        .Refuses(StatusCodes.Status412PreconditionFailed, StatusCodes.Status428PreconditionRequired);

    private static TakesHeader IfMatch(bool isRequired, string description) => new("If-Match", isRequired, description, LongestTags, "\"5f3c9a1e7b2d4c60\"");
}

/// <summary>What an answer of a status looks like, for the document.</summary>
internal sealed record AnswerExample(int Status, object Value);

/// <summary>What a body looks like, for the document.</summary>
internal sealed record BodyExample(object Value);

/// <summary>A header that an endpoint reads, for the document.</summary>
internal sealed record TakesHeader(string Name, bool IsRequired, string Description, int Most, string Example);
