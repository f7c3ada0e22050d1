namespace GigGatek.Accounts.Passwords;

/// <summary>
/// The passwords that are tried first: the commonest of those that would be long enough (OWASP ASVS 6.2.4), and words. Most variations differ by figures and
/// signs around the word only, so a password is compared by its core too.
/// </summary>
internal static class CommonPasswords
{
    /// <summary>Shorter ones of the long list are no words: <c>q</c> of <c>123456789q</c>.</summary>
    private const int ShortestWord = 4;

    private static readonly HashSet<string> Own = Load("common-passwords.txt");
    private static readonly HashSet<string> Commonest = Load("commonest-passwords.txt");
    private static readonly HashSet<string> Cores =
        [.. Own.Select(Core).Where(core => core.Length > 0), .. Commonest.Select(Core).Where(core => core.Length >= ShortestWord)];

    public static bool Contains(string password)
    {
        var lower = password.ToLowerInvariant();
        return Commonest.Contains(lower) || Own.Contains(lower) || Cores.Contains(Core(lower)) || lower.Distinct().Count() <= 2 || IsRun(lower);
    }

    /// <summary>The letters between leading and trailing figures and signs, in lower case and with the usual swaps undone: <c>P@ssw0rd!2024</c> is <c>password</c>.</summary>
    public static string Core(string password)
    {
        var letters = password.ToLowerInvariant().Replace('@', 'a').Replace('$', 's').AsSpan().Trim("0123456789!\"#%&'()*+,-./:;<=>?[\\]^_`{|}~ ");
        return letters.ToString().Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('4', 'a').Replace('5', 's');
    }

    /// <summary>Each character follows the one before: <c>abcdefghij</c>, <c>9876543210</c>.</summary>
    private static bool IsRun(string password) =>
        password.Zip(password.Skip(1), (a, b) => b - a).Distinct().ToArray() is [1] or [-1];

    private static HashSet<string> Load(string file)
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream($"GigGatek.Accounts.Passwords.{file}")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];
    }
}
