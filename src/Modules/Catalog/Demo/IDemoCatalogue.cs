using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Demo;

/// <summary>How much of the demo catalogue.</summary>
public enum DemoSize
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>120 parts.</summary>
    Small,

    /// <summary>1,000 parts.</summary>
    Full,
}

/// <summary>The demo catalogue, for whoever wants to see the shop before it has goods of its own.</summary>
public interface IDemoCatalogue
{
    /// <summary>
    /// Loads it into an empty catalogue, in one transaction. Where there are products already it does nothing, so that it
    /// never takes back what the owner changed: then nothing is created.
    /// </summary>
    Task<ImportCounts> LoadAsync(DemoSize size, CancellationToken ct);
}
