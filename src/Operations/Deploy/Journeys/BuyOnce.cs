using System.Net;
using System.Text.RegularExpressions;

namespace GigGatek.Operations.Deploy.Journeys;

/// <summary>
/// Buys a part as a guest would, form by form. Where the shop has the test provider it also pays; else the order is left to expire,
/// and its units with it.
/// </summary>
internal static partial class BuyOnce
{
    /// <summary>Whom the order is for: an address that nobody has (RFC 2606), and a name that says what it is.</summary>
    private static readonly (string Name, string Value)[] Buyer =
    [
        ("email", "release-check@example.com"), ("name", "Release Check"), ("line1", "1 Main St"), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"),
    ];

    /// <summary>Null when it went well; else what did not.</summary>
    /// <param name="products">Paths of product pages, of which one has something to buy.</param>
    public static async Task<string?> RunAsync(ShopClient visitor, IReadOnlyList<string> products, CancellationToken ct)
    {
        if (await FindSkuAsync(visitor, products, ct) is not { } sku)
        {
            return products.Count == 0 ? null : $"none of {products.Count} parts could be put into a cart";
        }

        var steps = new (string Path, (string, string)[] Fields)[]
        {
            ("/cart/add", [("sku", sku), ("quantity", "1")]),
            ("/checkout", Buyer),
            ("/checkout/shipping", [("shipping", "standard")]),
        };
        foreach (var (path, fields) in steps)
        {
            if (await visitor.SendAsync(path, ct, fields) is { Status: not (int)HttpStatusCode.SeeOther } answer)
            {
                return Tell(path, answer);
            }
        }

        return await PlaceAsync(visitor, ct);
    }

    private static async Task<string?> PlaceAsync(ShopClient visitor, CancellationToken ct)
    {
        var review = await visitor.OpenAsync("/checkout/review", ct);
        if (Quote().Match(review.Body) is not { Success: true } quote)
        {
            return Tell("/checkout/review", review);
        }

        var placed = await visitor.SendAsync("/checkout/place", ct, ("quote", WebUtility.HtmlDecode(quote.Groups[1].Value)));
        if (placed.Location is not { } pay || !pay.StartsWith("/orders/", StringComparison.Ordinal))
        {
            return Tell("/checkout/place", placed);
        }

        var page = await visitor.OpenAsync(pay, ct);
        if (page.Status != (int)HttpStatusCode.OK)
        {
            return Tell("the page to pay", page);
        }

        if (!page.Body.Contains("4242 4242 4242 4242", StringComparison.Ordinal))
        {
            return null;    // a real provider: nobody is charged for a release
        }

        var order = pay[..pay.LastIndexOf('/')];
        var paid = await visitor.SendAsync(pay, ct, ("card", "4242424242424242"));
        return paid.Location == order ? null : Tell("paying", paid);
    }

    private static async Task<string?> FindSkuAsync(ShopClient visitor, IReadOnlyList<string> products, CancellationToken ct)
    {
        foreach (var path in products.Take(20))
        {
            var page = await visitor.OpenAsync(path, ct);
            if (Sku().Match(page.Body) is { Success: true } sku)
            {
                return WebUtility.HtmlDecode(sku.Groups[1].Value);
            }
        }

        return null;
    }

    private static string Tell(string what, ShopAnswer answer) => answer.Status == 0 ? $"{what} got no answer: {answer.Body}" : FormattableString.Invariant($"{what} answered {answer.Status}");

    [GeneratedRegex("name=\"quote\" value=\"([^\"]+)\"")]
    private static partial Regex Quote();

    [GeneratedRegex("name=\"sku\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex Sku();
}
