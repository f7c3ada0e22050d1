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
