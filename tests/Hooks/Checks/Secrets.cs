using System.Text.RegularExpressions;

namespace GigGatek.Hooks.Checks;

/// <summary>
/// What looks like a key that opens something: the shapes that issuers document, and long random words after a telling name.
/// A line that must hold one, of a test for example, says so: <c>not a secret</c>.
/// </summary>
internal sealed partial class Secrets : ICheck
{
    private const string Excuse = "not a secret";
    private const double Random = 3.5;    // bits a character: words and names have less, keys more

    public string Name => "secrets";

    public Task<IReadOnlyList<Finding>> FindAsync(IReadOnlyList<CheckedFile> files) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        .. from file in files
           where file.IsText
           from line in file.Lines.Select((text, i) => (Text: text, Number: i + 1))
           where !line.Text.Contains(Excuse, StringComparison.Ordinal)
           let kind = KindOf(line.Text)
           where kind is not null
           select new Finding(file.Path, line.Number, $"this looks like {kind}. Take it out, and revoke it if it was ever anywhere else; if it opens nothing, say “{Excuse}” on the line."),
    ]);

    /// <summary>The finding never repeats it: logs are read by many.</summary>
    private static string? KindOf(string line) =>
        PrivateKey().IsMatch(line) ? "a private key"
        : Aws().IsMatch(line) ? "a key of AWS"
        : GitHub().IsMatch(line) ? "a token of GitHub"
        : Stripe().IsMatch(line) ? "a live key of Stripe"
        : Slack().IsMatch(line) ? "a token or webhook of Slack"
        : Google().IsMatch(line) ? "a key of Google"
        : NuGet().IsMatch(line) ? "a key of NuGet"
        : GigGatekKey().IsMatch(line) ? "a key of this shop's API"
        : Jwt().IsMatch(line) ? "a signed token"
        : Named().Matches(line).Any(match => IsRandom(match.Groups["value"].Value)) ? "a secret"
        : null;

    /// <summary>Whoever counts up to ten writes an example.</summary>
    private static bool IsRandom(string word) =>
        !word.Contains("0123456789", StringComparison.Ordinal) && word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter) && word.GroupBy(letter => letter).Sum(same => -(double)same.Count() / word.Length * Math.Log2((double)same.Count() / word.Length)) >= Random;

    [GeneratedRegex("-----BEGIN ([A-Z]+ )?PRIVATE KEY( BLOCK)?-----")]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b(AKIA|ASIA)[0-9A-Z]{16}\b")]
    private static partial Regex Aws();

    [GeneratedRegex(@"\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})")]
    private static partial Regex GitHub();

    [GeneratedRegex(@"\b([rs]k_live_|whsec_)[A-Za-z0-9]{20,}")]
    private static partial Regex Stripe();

    [GeneratedRegex(@"\bxox[abprs]-[A-Za-z0-9-]{10,}|hooks\.slack\.com/services/T[A-Za-z0-9]+/B[A-Za-z0-9]+/[A-Za-z0-9]{16,}")]
    private static partial Regex Slack();

    [GeneratedRegex(@"\bAIza[0-9A-Za-z_-]{35}\b")]
    private static partial Regex Google();

    [GeneratedRegex(@"\boy2[a-z0-9]{43}\b")]
    private static partial Regex NuGet();

    [GeneratedRegex(@"\bgg_[a-z2-9]{12}_[A-Za-z0-9_-]{43}")]
    private static partial Regex GigGatekKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")]
    private static partial Regex Jwt();

    [GeneratedRegex("""(?i)(password|passwd|pwd|secret|token|api_?key|access_?key|master_?key)["']?\s*[:=]\s*["']?(?<value>[A-Za-z0-9+/_=.-]{20,})""")]
    private static partial Regex Named();
}
