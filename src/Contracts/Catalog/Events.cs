namespace GigGatek.Contracts.Catalog;

/// <summary>Something that a product's page or card shows has changed. Cached pages of it are stale.</summary>
public sealed record ProductChanged(long ProductId, string Slug, string CategorySlug) : IEvent;

/// <summary>So much has changed that all catalogue pages are stale: an import, a category.</summary>
public sealed record CatalogueChanged(string Reason) : IEvent;
