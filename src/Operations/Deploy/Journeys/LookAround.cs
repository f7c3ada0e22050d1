using System.Text.RegularExpressions;
using GigGatek.Operations.Deploy.Judging;

namespace GigGatek.Operations.Deploy.Journeys;

/// <summary>
/// Looks at pages of one colour, or of two in turns: the same page of both at the same time, so that whatever else the machine
/// does, it does to both.
/// </summary>
internal sealed partial class LookAround
{
    private const int MostProducts = 5_000;
    private static readonly int[] Bounds = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private int _looks;

    private LookAround(IReadOnlyList<string> products) => Products = products;

    /// <summary>Paths of the product pages that the shop's own map names.</summary>
    public IReadOnlyList<string> Products { get; }

    /// <exception cref="OperationRefusedException">The shop has no map.</exception>
    public static async Task<LookAround> PrepareAsync(Uri shop, CancellationToken ct)
    {
        using var visitor = new ShopClient(shop, Patience);
        var map = await visitor.OpenAsync("/sitemap.xml", ct);
        var products = new List<string>();
        foreach (var file in Locations(map.Body).Where(path => path.StartsWith("/sitemaps/products", StringComparison.Ordinal)))
        {
            products.AddRange(Locations((await visitor.OpenAsync(file, ct)).Body));
            if (products.Count >= MostProducts)
            {
                break;
            }
        }

        return map.Status == 200 ? new LookAround(products) : throw new ReleaseFailedException(FormattableString.Invariant($"/sitemap.xml answered {map.Status}"));
    }

    /// <summary>Buys once at a shop. Null when it went well.</summary>
    public async Task<string?> BuyAsync(Uri shop, CancellationToken ct)
    {
        using var visitor = new ShopClient(shop, Patience);
        return await BuyOnce.RunAsync(visitor, Products, ct);
    }

    /// <summary>Looks at so many pages of each colour.</summary>
    public async Task<(ColourReading? Old, ColourReading New)> CompareAsync(IReadOnlyList<Uri> old, IReadOnlyList<Uri> @new, int pages, CancellationToken ct)
    {
        using var one = old.Count == 0 ? null : new Looker(old);
        using var other = new Looker(@new);
        for (var page = 0; page < pages; page++)
        {
            var path = PageOf(page);
            await Task.WhenAll(one?.LookAsync(path, ct) ?? Task.CompletedTask, other.LookAsync(path, ct));
        }

        return (one?.Reading, other.Reading);
    }

    /// <summary>Product pages, the same in each round so that caches do for both what they do; and searches that no cache knows.</summary>
    private string PageOf(int page) => (page % 4) switch
    {
        3 => FormattableString.Invariant($"/search?q=ssd&look={Environment.ProcessId}-{++_looks}"),
        2 when page % 40 == 2 => "/",
        _ when Products.Count == 0 => "/help/grades",
        _ => Products[(int)((uint)(page * 7919) % Products.Count)],
    };

    private static IEnumerable<string> Locations(string xml) =>
        Location().Matches(xml).Select(match => new Uri(System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)).PathAndQuery);

    [GeneratedRegex("<loc>([^<]+)</loc>")]
    private static partial Regex Location();

    private sealed class Looker(IReadOnlyList<Uri> shops) : IDisposable
    {
        private readonly List<ShopClient> _visitors = [.. shops.Select(shop => new ShopClient(shop, Patience))];
        private readonly long[] _latency = new long[Bounds.Length + 1];
        private long _answers;
        private long _errors;

        public ColourReading Reading => new(_answers, _errors, Bounds, _latency);

        public async Task LookAsync(string path, CancellationToken ct)
        {
            var answer = await _visitors[(int)(_answers % _visitors.Count)].OpenAsync(path, ct);
            _answers++;
            _errors += answer.IsError ? 1 : 0;
            var place = Array.FindIndex(Bounds, bound => answer.Took.TotalMilliseconds <= bound);
            _latency[place < 0 ? Bounds.Length : place]++;
        }

        public void Dispose() => _visitors.ForEach(visitor => visitor.Dispose());
    }
}
