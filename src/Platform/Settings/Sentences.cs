namespace GigGatek.Platform.Settings;

/// <summary>How a wrong setting is named.</summary>
internal static class Sentences
{
    private const int Longest = 60;

    public static string Wrong(string key, object? value, string right)
    {
        var words = $"{value}";
        return $"{key} is “{(words.Length > Longest ? words[..Longest] + "…" : words)}”; it must be {right}.";
    }

    /// <summary><c>StartTls, Tls or None</c>.</summary>
    public static string OneOf(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Join("", words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
}
