using System.Globalization;
using GigGatek.Catalog.Products;
using GigGatek.Catalog.Stock;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Admin;

/// <summary>Books units that came in, or that were written off. What is reserved cannot be written off.</summary>
internal sealed class BookStock(Sessions<CatalogDb> sessions, TimeProvider clock)
{
    private const int MaxReason = 200;

    public async Task<Result> Handle(Actor actor, AdjustStock command, CancellationToken ct)
    {
        if (command.Change == 0 || Math.Abs((long)command.Change) > ProductRules.MaxStock)
        {
            return Error.Invalid("change", $"Write how many units came (5) or went (-2), at most {ProductRules.MaxStock:N0}.", "change");
        }

        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > MaxReason)
        {
            return Error.Invalid("reason", $"Say why, in 1 to {MaxReason} characters: it stands in the trail.", "reason");
        }

        return await sessions.WriteAsync(db => Book(db, actor, command, ct), ct);
    }

    private async Task<Result> Book(CatalogDb db, Actor actor, AdjustStock command, CancellationToken ct)
    {
        var before = await db.Variants.FirstOrDefaultAsync(variant => variant.Sku == command.Sku, ct);
        if (before is null)
        {
            return Refusals.NoItem(command.Sku);
        }

        var changed = await db.Variants
            .Where(variant => variant.Id == before.Id && variant.Version == command.Version && variant.Available + command.Change >= 0
                && variant.Available + command.Change <= ProductRules.MaxStock)
            .Set(variant => variant.Available, variant => variant.Available + command.Change)
            .Set(variant => variant.Received, variant => variant.Received + command.Change)
            .Set(variant => variant.Version, variant => variant.Version + 1)
            .UpdateAsync(ct);
        if (changed == 0)
        {
            return before.Version == command.Version ? OutOfBounds(before) : Refusals.ChangedMeanwhile;
        }

        await db.AnnounceStockAsync([before.ProductId], ct);
        var details = string.Create(CultureInfo.InvariantCulture, $"{command.Change:+0;-0}: {command.Reason.Trim()}");
        await db.PublishAsync(new ChangeMade(actor, "variant.stock", command.Sku, details, clock.GetUtcNow()), ct);
        return Result.Done;
    }

    private static Error OutOfBounds(StoredVariant before) => Error.Invalid(
        "stock", $"{before.Available:N0} units are free; {before.Reserved:N0} are reserved and cannot be written off. The stock stays between 0 and {ProductRules.MaxStock:N0}.", "change");
}
