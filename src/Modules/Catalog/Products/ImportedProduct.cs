using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Products;

/// <summary>A product as a file describes it. What a file does not say is null and stays as it is in the shop.</summary>
/// <param name="Category">A slug or a name; an unknown one is created.</param>
/// <param name="Brand">Null: found in the name.</param>
/// <param name="NewPrice">Minor units of the shop's currency.</param>
/// <param name="Attributes">In the order to show them. Null: the file has none, known ones stay.</param>
/// <param name="Published">Null: as it is; a new product is published.</param>
/// <param name="Slug">For a new product, where nobody has it yet. Null: made from the name.</param>
internal sealed record ImportedProduct(
    string Category,
    string Name,
    string? Brand,
    string? Description,
    long? NewPrice,
    IReadOnlyList<NamedValue>? Attributes,
    IReadOnlyList<ImportedVariant> Variants,
    bool? Published = null,
    string? Slug = null);

/// <summary>An attribute as data: any name, any of the kinds.</summary>
internal sealed record NamedValue(string Name, AttributeValue Value);

/// <summary>A condition in which the product is offered. Grades that are not named stay as they are.</summary>
/// <param name="Price">Minor units; null: known, not for sale now.</param>
/// <param name="Stock">Units free to sell.</param>
/// <param name="StockIsCounted">
/// True: the file says how many there are now, and the difference is booked. False: <paramref name="Stock"/> is only
/// for a variant that is new, so that importing again never brings back what was sold.
/// </param>
/// <param name="PriceIsStated">
/// True: the file says what it sells for. False: <paramref name="Price"/> follows from the new price, and only counts for a
/// variant that is new and when the new price has changed, so that importing again never takes back what the owner set.
/// </param>
/// <param name="Sku">Null: made from the product. A SKU that the shop knows names its product, whatever else the row says.</param>
/// <param name="WarrantyMonths">Null: what the grade promises.</param>
internal sealed record ImportedVariant(
    Grade Grade, long? Price, int Stock, bool StockIsCounted = false, string? Sku = null, int? WarrantyMonths = null, bool PriceIsStated = true);

/// <summary>What became of a batch.</summary>
/// <param name="Refused">Rows that contradict the shop or each other, by their index in the batch. The others landed.</param>
internal sealed record SavedBatch(int Created, int Updated, int Unchanged, int NewCategories, IReadOnlyList<RefusedProduct> Refused);

/// <summary>A product that could not be saved, and why.</summary>
internal sealed record RefusedProduct(int Index, string Reason);
