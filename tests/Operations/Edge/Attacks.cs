using System.Text.Json;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>Every payload, wherever its kind is tried.</summary>
internal static class Attacks
{
    public const string Form = "application/x-www-form-urlencoded";

    public static IEnumerable<RawRequest> All => Corpus.Classes.SelectMany(kind => Corpus.Attacks(kind).SelectMany(payload => Of(kind, payload)));

    /// <summary>
    /// A visitor's fields, as they are read by rules: those where staff write free text are another matter (exclusions/before-free-text.conf).
    /// </summary>
    private static IEnumerable<RawRequest> Of(string kind, string payload)
    {
        var encoded = Uri.EscapeDataString(payload);
        yield return new($"{kind} in a query: {payload}", "GET", $"/search?q={encoded}");
        yield return new($"{kind} in a form: {payload}", "POST", "/cart/discount", $"code={encoded}", Form);
        yield return new($"{kind} in JSON: {payload}", "PUT", "/api/v1/carts/1/discount", JsonSerializer.Serialize(new { code = payload }), "application/json");
        switch (kind)
        {
            case "sql-injection" or "cross-site-scripting" or "command-execution":
                yield return new($"{kind} in a cookie: {payload}", "GET", "/", Headers: ("Cookie", $"theme={encoded}"));
                yield return new($"{kind} as a browser's name: {payload}", "GET", "/", Headers: ("User-Agent", payload));
                yield return new($"{kind} in a referer: {payload}", "GET", "/", Headers: ("Referer", payload));
                break;
            case "traversal":
                yield return new($"{kind} as a path: {payload}", "GET", $"/assets/{payload.Replace("\\", "%5c", StringComparison.Ordinal)}");
                break;
            case "xml-entities":
                yield return new($"{kind} as a body: {payload}", "POST", "/api/v1/orders", payload, "application/xml");
                break;
        }
    }
}
