namespace GigGatek.Contracts.Catalog;

/// <summary>
/// How exactly public pages say what is left. They are cached and dropped when they become wrong; above this they say "more than",
/// so a sale makes none of them wrong.
/// </summary>
public static class StockShown
{
    /// <summary>The largest number of units that a page says.</summary>
    public const int Most = 20;
}
