using LinqToDB.Mapping;

namespace GigGatek.Catalog.Categories;

[Table("catalog_categories")]
internal sealed class StoredCategory
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("slug")] public string Slug { get; init; } = "";
    [Column("name")] public string Name { get; init; } = "";
    [Column("parent_id")] public long? ParentId { get; init; }
    [Column("position")] public int Position { get; init; }
}
