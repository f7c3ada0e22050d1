using GigGatek.Catalog.Search;

namespace GigGatek.Catalog.Browse;

/// <summary>What lists must know of a product, as the database has it.</summary>
internal sealed record ListedProduct(
    long Id,
    long CategoryId,
    string Name,
    string Brand,
    bool Published,
    long? PriceFrom,
    long? NewPrice,
    int GradesInStock,
    long? PriceExcellent,
    long? PriceGood,
    long? PriceFair,
    string Attributes,
    DateTimeOffset CreatedAt,
    long ChangeSeq);

/// <summary>The same with the words that its name alone brings: cut before it is put in, while the one before it is.</summary>
internal sealed record CutProduct(ListedProduct Listed, HashSet<string> WordsOfName)
{
    public static CutProduct Of(ListedProduct listed)
    {
        var words = SearchWords.Of(listed.Name);
        words.ExceptWith(SearchWords.OfValue(listed.Brand));
        return new CutProduct(listed, words);
    }
}
