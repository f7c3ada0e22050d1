using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Products;
using GigGatek.Catalog.Stock;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Catalog;

/// <summary>The catalog's tables.</summary>
internal sealed class CatalogDb(DataOptions options) : ModuleDb(options, "catalog")
{
    public ITable<StoredCategory> Categories => this.GetTable<StoredCategory>();

    public ITable<StoredProduct> Products => this.GetTable<StoredProduct>();

    public ITable<StoredVariant> Variants => this.GetTable<StoredVariant>();

    public ITable<StoredChange> Changes => this.GetTable<StoredChange>();

    public ITable<StoredReservation> Reservations => this.GetTable<StoredReservation>();

    public ITable<StoredReservationLine> ReservationLines => this.GetTable<StoredReservationLine>();
}
