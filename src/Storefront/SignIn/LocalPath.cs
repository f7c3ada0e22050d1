namespace GigGatek.Storefront.SignIn;

/// <summary>Addresses to go back to, which a stranger may have written into a link: paths of this shop, nothing else.</summary>
internal static class LocalPath
{
    private const int Longest = 2000;

    /// <summary>The path when it stays here; otherwise the fallback. Browsers read <c>//host</c> and <c>/\host</c> as other sites.</summary>
    public static string Or(string? path, string fallback) =>
        path is { Length: > 0 and <= Longest }
        && path[0] == '/'
        && (path.Length == 1 || (path[1] != '/' && path[1] != '\\'))
        && path.All(letter => letter is > ' ' and < '\u007f' and not '\\')
            ? path
            : fallback;
}
