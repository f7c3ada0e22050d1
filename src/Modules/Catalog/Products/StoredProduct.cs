using GigGatek.Contracts.Catalog;
using LinqToDB.Mapping;

namespace GigGatek.Catalog.Products;

/// <summary>
/// A product, with the facts about its variants that lists need: they are written with every change of a variant, in
/// the same transaction, so that a list never joins.
/// </summary>
[Table("catalog_products")]
internal sealed class StoredProduct
{
    [Column("id"), PrimaryKey] public long Id { get; init; }

    /// <summary>The natural key: see <see cref="ProductIdentity"/>.</summary>
    [Column("identity")] public string Identity { get; init; } = "";

    [Column("slug")] public string Slug { get; init; } = "";
    [Column("name")] public string Name { get; init; } = "";
    [Column("brand")] public string Brand { get; init; } = "";
    [Column("category_id")] public long CategoryId { get; init; }
    [Column("description")] public string Description { get; init; } = "";
    [Column("published")] public bool Published { get; init; }
    [Column("currency")] public string Currency { get; init; } = "";
    [Column("new_price")] public long? NewPrice { get; init; }

    /// <summary>A JSON object in the order of the source; numbers are exact.</summary>
    [Column("attributes")] public string Attributes { get; init; } = "";

    /// <summary>The lowest price that can be bought now; the lowest of all when none can.</summary>
    [Column("price_from")] public long? PriceFrom { get; init; }

    /// <summary>The grades that can be bought now, one bit each: see <see cref="GradeSet"/>.</summary>
    [Column("grades_in_stock")] public int GradesInStock { get; init; }

    /// <summary>What a unit of this grade costs, when one can be bought now.</summary>
    [Column("price_excellent")] public long? PriceExcellent { get; init; }

    [Column("price_good")] public long? PriceGood { get; init; }
    [Column("price_fair")] public long? PriceFair { get; init; }

    /// <summary>Grows with every change that a list can show; unique. See <see cref="StoredChange"/>.</summary>
    [Column("change_seq")] public long ChangeSeq { get; init; }

    [Column("created_at")] public DateTimeOffset CreatedAt { get; init; }
    [Column("updated_at")] public DateTimeOffset UpdatedAt { get; init; }
    [Column("version")] public long Version { get; init; }
}

/// <summary>A product in one condition. On hand is available + reserved, and must equal received − sold + returned.</summary>
[Table("catalog_variants")]
internal sealed class StoredVariant
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("product_id")] public long ProductId { get; init; }
    [Column("sku")] public string Sku { get; init; } = "";
    [Column("grade")] public Grade Grade { get; init; }
    [Column("price")] public long? Price { get; init; }
    [Column("available")] public int Available { get; init; }
    [Column("reserved")] public int Reserved { get; init; }

    /// <summary>All units that ever came in, less those written off.</summary>
    [Column("received")] public int Received { get; init; }

    [Column("sold")] public int Sold { get; init; }
    [Column("returned")] public int Returned { get; init; }
    [Column("warranty_months")] public int WarrantyMonths { get; init; }
    [Column("version")] public long Version { get; init; }
}

/// <summary>
/// One row that holds the last change number. Whoever changes what lists show takes numbers from it first, in the same
/// transaction: the row's lock makes such writers follow each other, so numbers become visible in their order.
/// </summary>
[Table("catalog_changes")]
internal sealed class StoredChange
{
    [Column("id"), PrimaryKey] public int Id { get; init; }
    [Column("last_seq")] public long LastSeq { get; init; }
}
