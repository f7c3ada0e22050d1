namespace GigGatek.Catalog.Files;

/// <summary>What a row may hold. Beyond it, it is refused with a sentence that names the limit.</summary>
internal static class FileLimits
{
    public const int Name = 200;
    public const int Brand = 100;
    public const int Category = 100;
    public const int Description = 20_000;
    public const int Slug = 150;
    public const int Sku = 60;
    public const int Attributes = 100;
    public const int AttributeName = 50;
    public const int AttributeText = 500;
    public const int Stock = 1_000_000;
    public const int WarrantyMonths = 120;
    public const int Columns = 1000;

    /// <summary>In one file. Beyond it another column was taken for the category.</summary>
    public const int Categories = 200;

    public const decimal Price = 1_000_000m;
    public const decimal Number = 999_999_999_999m;
    public const int Decimals = 6;
}
