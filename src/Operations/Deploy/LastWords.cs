namespace GigGatek.Operations.Deploy;

/// <summary>Why a program ended, in its own words.</summary>
internal static class LastWords
{
    private const int Most = 400;
    private static readonly string[] Wrong = ["crit:", "fail:", "Unhandled exception"];

    /// <summary>The first thing that went wrong, else the last that it said.</summary>
    public static string Of(IEnumerable<string> log)
    {
        List<string> lines = [.. log.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.Trim())];
        var words = lines.Find(line => Wrong.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal))) ?? lines.LastOrDefault() ?? "it said nothing";
        return words.Length <= Most ? words : words[..Most] + " …";
    }
}
