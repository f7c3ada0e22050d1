using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Products;
using GigGatek.Catalog.Search;

namespace GigGatek.Catalog.Browse;

/// <summary>The products of one category, column by column: a count over all of them reads memory from end to end.</summary>
internal sealed class CategoryRows(long categoryId, string slug, Vocabulary vocabulary)
{
    public const long NoPrice = -1;

    private readonly Dictionary<string, AttributeColumn> _columns = new(StringComparer.Ordinal);
    private readonly int[] _words = vocabulary.NumbersOf(PreparedProduct.WordsOf(KnownCategories.Find(slug)));

    public long CategoryId => categoryId;

    public string Slug => slug;

    public List<long> Ids { get; } = [];

    public List<string> Names { get; } = [];

    public List<long> Prices { get; } = [];

    public List<GradePrices> PricesByGrade { get; } = [];

    public List<long> NewPrices { get; } = [];

    public List<long> Created { get; } = [];

    public List<long> Seqs { get; } = [];

    /// <summary>A <see cref="GradeSet"/> of what can be bought.</summary>
    public List<byte> Grades { get; } = [];

    public List<bool> Published { get; } = [];

    /// <summary>Words of the name by their number in the vocabulary, then those of the brand.</summary>
    public List<NameWords> Words { get; } = [];

    /// <summary>In the order in which products brought them.</summary>
    public List<AttributeColumn> Columns { get; } = [];

    public int Count => Ids.Count;

    public int CountPublished { get; private set; }

    /// <summary>The lowest price among these grades, a <see cref="GradeSet"/>; of all when none is asked for. <see cref="NoPrice"/> when there is none.</summary>
    public long PriceAmong(int grades, int row) => grades == 0 ? Prices[row] : PricesByGrade[row].LowestOf(grades);

    public AttributeColumn? FindColumn(string name) => _columns.GetValueOrDefault(name);

    public int Add(ListedProduct product)
    {
        Ids.Add(product.Id);
        Names.Add("");
        Prices.Add(NoPrice);
        PricesByGrade.Add(GradePrices.None);
        NewPrices.Add(NoPrice);
        Created.Add(0);
        Seqs.Add(0);
        Grades.Add(0);
        Published.Add(false);
        Words.Add(default);
        foreach (var column in Columns)
        {
            column.Grow(Count);
        }

        return Count - 1;
    }

    public void Set(int row, ListedProduct product, NameWords words)
    {
        CountPublished += (product.Published ? 1 : 0) - (Published[row] ? 1 : 0);
        Names[row] = product.Name;
        Prices[row] = product.PriceFrom ?? NoPrice;
        PricesByGrade[row] = GradePrices.Of(product);
        NewPrices[row] = product.NewPrice ?? NoPrice;
        Created[row] = product.CreatedAt.ToUnixTimeMilliseconds();
        Seqs[row] = product.ChangeSeq;
        Grades[row] = (byte)product.GradesInStock;
        Published[row] = product.Published;
        Words[row] = words;
    }

    public void SetAttributes(int row, IReadOnlyList<NamedValue> attributes)
    {
        foreach (var column in Columns)
        {
            column.Clear(row);
        }

        foreach (var attribute in attributes)
        {
            ColumnOf(attribute.Name).Set(row, attribute.Value);
        }
    }

    /// <summary>Counts the words that a row is found by.</summary>
    public void CountWords(int row)
    {
        vocabulary.Count(Words[row].OfName);
        vocabulary.Count(Words[row].OfBrand);
        vocabulary.Count(_words);
        foreach (var column in Columns)
        {
            vocabulary.Count(column.WordsOf(row));
        }
    }

    private AttributeColumn ColumnOf(string name)
    {
        if (!_columns.TryGetValue(name, out var column))
        {
            column = new AttributeColumn(
                AttributeDefinitions.Find(slug, name), value => vocabulary.NumbersOf(PreparedProduct.WordsOf(slug, new NamedValue(name, value))));
            column.Grow(Count);
            _columns.Add(name, column);
            Columns.Add(column);
        }

        return column;
    }
}

/// <summary>A product's words, for judging how well it matches.</summary>
internal readonly record struct NameWords(int[] OfName, int[] OfBrand);
