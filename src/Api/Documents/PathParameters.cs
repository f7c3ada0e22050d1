using GigGatek.Api.Admin;
using GigGatek.Api.Carts;
using GigGatek.Api.Catalog;
using GigGatek.Api.Orders;
using GigGatek.Api.Sessions;
using GigGatek.Api.Webhooks.Endpoints;

namespace GigGatek.Api.Documents;

/// <summary>What stands in addresses.</summary>
internal static class PathParameters
{
    public static IReadOnlyDictionary<string, (string Description, string Example)> All { get; } = new Dictionary<string, (string, string)>
    {
        ["slug"] = ("The name of a product in addresses.", Examples.Product.Slug),
        ["sku"] = ("A SKU.", Examples.Sku),
        ["cart"] = ("The id of one of your carts.", CartExamples.Id),
        ["product"] = ("The id of a product in the back office.", AdminExamples.ProductId),
        ["order"] = ("The id of an order in the back office.", AdminExamples.OrderId),
        ["session"] = ("The id of one of your sessions.", SessionExamples.Id),
        ["webhook"] = ("The id of one of your webhooks.", WebhookExamples.Id),
        ["delivery"] = ("The id of one of its deliveries.", WebhookExamples.DeliveryId),
        ["code"] = ("A discount code.", CartExamples.Code),
        ["number"] = ("The number of one of your orders.", OrderExamples.Number),
    };
}
