using System.Globalization;
using System.Text;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Files;

/// <summary>
/// One entry of a Google Merchant feed (https://support.google.com/merchants/answer/7052112): a variant. What the feed
/// has no field for is a product detail: attributes under <see cref="Specifications"/>, the rest under <see cref="Shop"/>.
/// </summary>
internal sealed record GoogleItem(long Line, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<GoogleDetail> Details, string Content)
{
    public const string Specifications = "Specifications";
    public const string Shop = "Shop";

    /// <summary>What ties the grades of a product together.</summary>
    public string Group => Fields.GetValueOrDefault("item_group_id") is { Length: > 0 } group ? group : Field("id");

    public string Field(string name) => Fields.GetValueOrDefault(name, "");

    /// <summary>A fact of ours; empty when the feed is another shop's.</summary>
    public string Fact(string name) => Details.FirstOrDefault(detail => detail.Section == Shop && detail.Name == name)?.Value ?? "";
}

internal sealed record GoogleDetail(string Section, string Name, string Value);

/// <summary>Entries of one group, on their way to a row.</summary>
internal sealed class GoogleGroup(GoogleItem first, FileContext context)
{
    private readonly RowDraft _draft = Begin(first, context);

    public string Key => first.Group;

    public void Refuse(string problem) => _draft.Refuse(problem);

    public void Add(GoogleItem item)
    {
        if (item.Field("id").Length == 0)
        {
            _draft.Refuse("The entry has no id.");
        }

        var price = Price(item.Field("sale_price") is { Length: > 0 } sale ? sale : item.Field("price"));
        var words = item.Fact("grade");
        if (words == "none")
        {
            return;    // a product of ours without variants
        }

        var grade = words.Length > 0 ? GradeWords.Find(words) : item.Field("condition") == "used" ? Grade.Fair : Grade.Good;
        if (grade is null)
        {
            _draft.Refuse(GradeWords.Unknown);
            return;
        }

        _draft.AddVariant(new FileVariant(item.Field("id"), grade.Value, price, Stock(item), Whole(item.Fact("warranty_months"))));
    }

    public ReadRow Finish() =>
        _draft.Check() is { } row ? ReadRow.Good(first.Line, row) : ReadRow.Refused(first.Line, _draft.Problem!, first.Content);

    private static RowDraft Begin(GoogleItem item, FileContext context)
    {
        var type = item.Field("product_type");
        var draft = new RowDraft(context)
        {
            HasVariants = true,
            Name = item.Field("title"),
            Description = item.Field("description"),
            Brand = item.Field("brand"),
            Category = type[(type.LastIndexOf('>') + 1)..],
            Published = item.Fact("published") switch { "true" => true, "false" => false, _ => null },
        };
        draft.NewPrice = Amount(item.Fact("new_price"), context.Currency, draft);
        foreach (var detail in item.Details.Where(detail => detail.Section != GoogleItem.Shop))
        {
            draft.AddAttribute(detail.Name, AttributeValues.ReadCell(detail.Value, detail.Name, draft));
        }

        return draft;
    }

    private long? Price(string text) => Amount(text, context.Currency, _draft);

    private static long? Amount(string text, string currency, RowDraft draft)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !decimal.TryParse(parts[0], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount))
        {
            draft.Refuse($"'{LineReader.Shorten(text, 60)}' is not a price: an amount and a currency, such as 129.90 {currency}.");
            return null;
        }

        if (parts[1] != currency)
        {
            draft.Refuse($"The price is in {LineReader.Shorten(parts[1], 10)}; this shop sells in {currency}.");
            return null;
        }

        return draft.Price(amount);
    }

    /// <summary>Another shop's feed says only whether there is any: then there is one.</summary>
    private int? Stock(GoogleItem item) =>
        item.Fact("stock") is { Length: > 0 } stock ? Whole(stock) : item.Field("availability").Replace(' ', '_') == "in_stock" ? 1 : 0;

    private int? Whole(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        _draft.Refuse($"'{LineReader.Shorten(text, 60)}' is not a whole number.");
        return null;
    }
}

/// <summary>A product as entries of a feed.</summary>
internal static class GoogleItems
{
    private const int LongestGroup = 50;

    public static IEnumerable<GoogleItem> Of(FileRow row, FileContext context)
    {
        var group = Group(row.Slug ?? row.Name);
        var variants = row.Variants is { Count: > 0 } some ? some.Cast<FileVariant?>() : [null];
        return variants.Select(variant => new GoogleItem(0, Fields(row, variant, group, context), [.. Details(row, variant, context.Currency)], ""));
    }

    private static Dictionary<string, string> Fields(FileRow row, FileVariant? variant, string group, FileContext context) => new()
    {
        ["id"] = variant?.Sku ?? group,
        ["title"] = row.Name,
        ["description"] = row.Description ?? "",
        ["link"] = context.ProductAddress(row.Slug ?? ""),
        ["availability"] = variant is { Stock: > 0, Price: not null } ? "in_stock" : "out_of_stock",
        ["price"] = Amount(variant?.Price, context.Currency),
        ["condition"] = "refurbished",
        ["brand"] = row.Brand ?? "",
        ["product_type"] = row.Category,
        ["item_group_id"] = group,
    };

    private static IEnumerable<GoogleDetail> Details(FileRow row, FileVariant? variant, string currency)
    {
        yield return new GoogleDetail(GoogleItem.Shop, "grade", variant?.Grade.ToString() ?? "none");
        if (variant?.Stock is { } stock)
        {
            yield return new GoogleDetail(GoogleItem.Shop, "stock", stock.ToString(CultureInfo.InvariantCulture));
        }

        if (variant?.WarrantyMonths is { } months)
        {
            yield return new GoogleDetail(GoogleItem.Shop, "warranty_months", months.ToString(CultureInfo.InvariantCulture));
        }

        if (row.NewPrice is not null)
        {
            yield return new GoogleDetail(GoogleItem.Shop, "new_price", Amount(row.NewPrice, currency));
        }

        if (row.Published is { } published)
        {
            yield return new GoogleDetail(GoogleItem.Shop, "published", published ? "true" : "false");
        }

        foreach (var (name, value) in row.Attributes)
        {
            yield return new GoogleDetail(GoogleItem.Specifications, name, AttributeValues.WriteCell(value));
        }
    }

    private static string Amount(long? minor, string currency) =>
        minor is { } price ? (price / 100m).ToString("0.00", CultureInfo.InvariantCulture) + " " + currency : "";

    /// <summary>Google takes 50 letters: a longer name is cut and told apart by its hash.</summary>
    private static string Group(string slug) =>
        slug.Length <= LongestGroup
            ? slug
            : slug[..(LongestGroup - 9)] + "-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(slug)).AsSpan(0, 4));
}
