using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Web;

/// <summary>A request's query for code that knows nothing of HTTP.</summary>
public static class QueryLookup
{
    /// <summary>Each parameter with its values, in the order given; names in any case, as ASP.NET reads them.</summary>
    public static ILookup<string, string> AsLookup(this IQueryCollection query) =>
        query.SelectMany(pair => pair.Value.OfType<string>().Select(value => (pair.Key, value)))
            .ToLookup(pair => pair.Key, pair => pair.value, StringComparer.OrdinalIgnoreCase);
}
