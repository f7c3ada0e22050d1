using GigGatek.Platform.Data;
using GigGatek.Storefront.Reports;
using LinqToDB;

namespace GigGatek.Storefront;

/// <summary>The tables of the pages: nothing but what browsers told about them.</summary>
internal sealed class StorefrontDb(DataOptions options) : ModuleDb(options, "storefront")
{
    public ITable<ReportRow> Reports => this.GetTable<ReportRow>();
}
