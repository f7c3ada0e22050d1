using System.Text.RegularExpressions;

namespace GigGatek.Operations.Deploy;

/// <summary>A version as containers know it: a tag, perhaps pinned by a digest.</summary>
/// <param name="Digest">Empty: whatever the tag is.</param>
internal sealed partial record ImageVersion(string Tag, string Digest)
{
    /// <exception cref="ReleaseFailedException">It is none.</exception>
    public static ImageVersion Parse(string version) => Form().Match(version) is { Success: true } match
        ? new ImageVersion(match.Groups[1].Value, match.Groups[2].Value)
        : throw new ReleaseFailedException($"“{version}” is no version of an image; it must be a tag such as 0.2.0, or 0.2.0@sha256:… with its digest");

    /// <inheritdoc />
    public override string ToString() => Digest.Length == 0 ? Tag : $"{Tag}@{Digest}";

    [GeneratedRegex("^([A-Za-z0-9_][A-Za-z0-9._-]{0,127})(?:@(sha256:[0-9a-f]{64}))?$")]
    private static partial Regex Form();
}
