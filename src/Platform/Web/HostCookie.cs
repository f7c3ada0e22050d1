namespace GigGatek.Platform.Web;

/// <summary>
/// Names of cookies (RFC 6265bis). Where a cookie travels by https only, its name says so: browsers then take it from this very host alone, so that no
/// neighbouring one, and nobody between without TLS, can plant his own session or cart.
/// </summary>
public static class HostCookie
{
    /// <summary>Of a cookie of the whole shop: its path must be <c>/</c>.</summary>
    public static string Name(string name, bool isSecure) => isSecure ? "__Host-" + name : name;

    /// <summary>Of a cookie for some paths only, which may not have the stronger prefix.</summary>
    public static string NameBelow(string name, bool isSecure) => isSecure ? "__Secure-" + name : name;
}
