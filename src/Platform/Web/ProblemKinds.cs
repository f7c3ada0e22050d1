using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Web;

/// <summary>A kind of <see cref="Problem"/>.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Status">The status it comes with.</param>
/// <param name="Meaning">What it is and what to do: a few sentences.</param>
public sealed record ProblemKind(string Code, int Status, string Meaning)
{
    /// <summary><c>price_changed</c>: Price changed.</summary>
    public string Title => char.ToUpperInvariant(Code[0]) + Code[1..].Replace('_', ' ');
}

/// <summary>The kinds that programs are answered with. Each has a page, where the problem's type leads to.</summary>
public static class ProblemKinds
{
    /// <summary>By status; the first of a status is what that status says by itself.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        new("malformed_request", StatusCodes.Status400BadRequest, "This request cannot be read. Compare it with the reference."),
        new("bad_query", StatusCodes.Status400BadRequest, "A parameter of the address has a value that it cannot have. Field names it, and detail says what would be right."),
        new("unauthenticated", StatusCodes.Status401Unauthorized, "This needs to know who is asking. Sign in first."),
        new("forbidden", StatusCodes.Status403Forbidden, "This is not open to you."),
        new("not_found", StatusCodes.Status404NotFound, "There is nothing at this address."),
        new("method_not_allowed", StatusCodes.Status405MethodNotAllowed, "This address does not take that method. Allow says which it takes."),
        new("not_acceptable", StatusCodes.Status406NotAcceptable, "The answer is not there in a type that Accept names."),
        new("conflict", StatusCodes.Status409Conflict, "Something has changed meanwhile. Ask again and decide anew."),
        new("too_large", StatusCodes.Status413PayloadTooLarge, "The body is larger than 1 MiB."),
        new("address_too_long", StatusCodes.Status414UriTooLong, "The address is longer than 8 KiB."),
        new("unsupported_media_type", StatusCodes.Status415UnsupportedMediaType, "The body is not of a type that this address takes. Send application/json."),
        new("invalid", StatusCodes.Status422UnprocessableEntity, "A value is not right. Compare it with the reference."),
        new("too_many", StatusCodes.Status429TooManyRequests, "That was too often. Wait as long as Retry-After says."),
        new("internal_error", StatusCodes.Status500InternalServerError, "Something broke on our side. Try again, and name the request's id when you ask about it."),
        new("unavailable", StatusCodes.Status503ServiceUnavailable, "This cannot be done right now, and nothing was lost. Try again in a moment."),
    ];

    /// <summary>Null when there is none of this code.</summary>
    public static ProblemKind? Find(string code) => All.FirstOrDefault(kind => kind.Code == code);

    /// <summary>What a status says by itself.</summary>
    public static ProblemKind OfStatus(int status) =>
        All.FirstOrDefault(kind => kind.Status == status) ?? Find(status < StatusCodes.Status500InternalServerError ? "malformed_request" : "internal_error")!;
}
