using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Admin;

/// <summary>The contract's door to the use cases of this folder.</summary>
internal sealed class CatalogAdminService(ListForOwner list, FindForOwner find, EditWords edit, SetPrice price, BookStock stock) : ICatalogAdmin
{
    public Task<Page<ProductRow>> ListProductsAsync(string? text, string? categorySlug, string? cursor, CancellationToken ct) =>
        list.Handle(text, categorySlug, cursor, ct);

    public Task<ProductDetails?> FindProductAsync(long productId, CancellationToken ct) => find.Handle(productId, ct);

    public Task<Result> EditAsync(Actor actor, EditProduct command, CancellationToken ct) => edit.Handle(actor, command, ct);

    public Task<Result> ChangePriceAsync(Actor actor, ChangePrice command, CancellationToken ct) => price.Handle(actor, command, ct);

    public Task<Result> AdjustStockAsync(Actor actor, AdjustStock command, CancellationToken ct) => stock.Handle(actor, command, ct);
}
