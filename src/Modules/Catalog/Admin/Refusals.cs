using GigGatek.Contracts;

namespace GigGatek.Catalog.Admin;

/// <summary>What the owner's use cases refuse with.</summary>
internal static class Refusals
{
    public static Error ChangedMeanwhile { get; } = Error.Conflict(
        "changed_meanwhile", "Someone else has changed this meanwhile, so nothing was saved. Look at what it is now and change it again.");

    public static Error NoProduct { get; } = Error.NotFound("There is no such product.");

    public static Error NoItem(string sku) => Error.NotFound($"There is no item {sku}.");
}
