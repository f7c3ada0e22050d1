using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GigGatek.Api.Answers;

/// <summary>An answer for one caller, kept by nobody on the way. Its tag says later whether something has changed meanwhile (<see cref="IsWhatWasSeen"/>).</summary>
internal sealed record OwnAnswer<T>(T Value) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>
    /// Of what is changed in turns, as which turn it was read. Without it a reader between a turn and its change would have seen what the next one begins from.
    /// </summary>
    public int? Turn { get; init; }

    /// <summary>Of what was made.</summary>
    public string? Location { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = Representation.Of(httpContext, Value);
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "private, no-cache";
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        return Representation.Send(httpContext, bytes, TagOf(bytes));
    }

    /// <summary>The refusal of a change that began from something else, or from nothing that was seen at all; null when it may go on.</summary>
    public IResult? WhyNot(HttpContext context) =>
        context.Request.Headers.IfMatch.Count == 0 ? context.ToProblem(StatusCodes.Status428PreconditionRequired)
        : IsWhatWasSeen(context) ? null
        : context.ToProblem(StatusCodes.Status412PreconditionFailed);

    /// <summary>
    /// False when the caller says by <c>If-Match</c> that he saw something else (RFC 9110, 13.1.1). A tag that a proxy has made weak, because it compressed the
    /// answer, counts like the one it was made from.
    /// </summary>
    public bool IsWhatWasSeen(HttpContext context)
    {
        var seen = context.Request.GetTypedHeaders().IfMatch;
        return seen.Count == 0
            || seen.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(TagOf(Representation.Of(context, Value)), useStrongComparison: false));
    }

    private EntityTagHeaderValue TagOf(byte[] json) => EntityTagHeaderValue.Parse(EntityTags.StrongOf(Turn is { } turn ? [.. json, .. BitConverter.GetBytes(turn)] : json));
}
