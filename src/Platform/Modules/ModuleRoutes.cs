using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Modules;

/// <summary>
/// Which module an address belongs to: the one table by which the gateway chooses among shops that serve different modules. A test holds it against what each
/// module maps, so who maps an endpoint of another module than the pages' writes its prefix here.
/// </summary>
public static class ModuleRoutes
{
    /// <summary>The modules of the shop, as its <c>--modules</c> has them.</summary>
    public static ImmutableArray<string> Modules { get; } = ["catalog", "ordering", "payments", "accounts", "notifications", "storefront", "api"];

    /// <summary>Those that answer requests themselves. The others are asked by these, through their contracts. What no prefix names belongs to the first.</summary>
    public static ImmutableArray<string> Answering { get; } = ["storefront", "api", "payments"];

    /// <summary>Longest first, so that the first that fits is the longest that does.</summary>
    private static readonly ImmutableArray<(PathString Prefix, int Place)> Prefixes =
    [
        .. new[]
        {
            ("/api/v1", "api"),
            ("/.well-known/jwks.json", "api"),
            ("/webhooks/payments", "payments"),
            ("/test-bank", "payments"),
        }.OrderByDescending(route => route.Item1.Length).Select(route => (new PathString(route.Item1), Answering.IndexOf(route.Item2))),
    ];

    /// <summary>The place in <see cref="Answering"/> of the module that an address belongs to, by whole segments and without regard to case, as endpoints are matched.</summary>
    public static int PlaceOf(PathString path)
    {
        foreach (var (prefix, place) in Prefixes)
        {
            if (path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return place;
            }
        }

        return 0;
    }
}
