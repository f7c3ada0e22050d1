using GigGatek.Catalog.Products;
using GigGatek.Catalog.Stock;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Catalog.Admin;

/// <summary>Changes what a variant costs, or takes it off sale.</summary>
internal sealed class SetPrice(Sessions<CatalogDb> sessions, IOptions<ShopOptions> shop, TimeProvider clock)
{
    public async Task<Result> Handle(Actor actor, ChangePrice command, CancellationToken ct)
    {
        if (command.Price is { } price && price.Currency != shop.Value.Currency)
        {
            return Error.Invalid("currency", $"This shop's prices are in {shop.Value.Currency}.", "price");
        }

        return ProductRules.CheckPrice(command.Price?.Minor) is { } fault ? fault : await sessions.WriteAsync(db => Set(db, actor, command, ct), ct);
    }

    private async Task<Result> Set(CatalogDb db, Actor actor, ChangePrice command, CancellationToken ct)
    {
        var before = await db.Variants.FirstOrDefaultAsync(variant => variant.Sku == command.Sku, ct);
        if (before is null)
        {
            return Refusals.NoItem(command.Sku);
        }

        var price = command.Price?.Minor;
        var changed = await db.Variants.Where(variant => variant.Id == before.Id && variant.Version == command.Version)
            .Set(variant => variant.Price, price).Set(variant => variant.Version, variant => variant.Version + 1)
            .UpdateAsync(ct);
        if (changed == 0)
        {
            return Refusals.ChangedMeanwhile;
        }

        var now = clock.GetUtcNow();
        await db.Products.Where(product => product.Id == before.ProductId).Set(product => product.UpdatedAt, now).UpdateAsync(ct);
        await db.AnnounceStockAsync([before.ProductId], ct);
        await db.PublishAsync(new ChangeMade(actor, "variant.price", command.Sku, $"{Words(before.Price)} → {Words(price)}", now), ct);
        return Result.Done;
    }

    private string Words(long? price) => price is { } minor ? new Money(minor, shop.Value.Currency).ToString() : "not for sale";
}
