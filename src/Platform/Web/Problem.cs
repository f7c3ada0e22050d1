namespace GigGatek.Platform.Web;

/// <summary>A refusal or a failure, as programs get it: problem details (RFC 9457). The API knows no other shape of an error.</summary>
/// <param name="Type">The address of the page that explains this kind of problem. Stable.</param>
/// <param name="Title">The kind in a few words, the same each time.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">What happened this time and what would be right: a sentence that can be shown.</param>
/// <param name="Code">The kind for programs, such as <c>not_found</c>. Stable.</param>
/// <param name="Field">The parameter or the member of the body that it is about, when there is one.</param>
/// <param name="RequestId">Name it when you ask the shop about this answer: it leads to the log.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    string? Field,
    string RequestId);
