using System.Text.Json;
using System.Text.Json.Nodes;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Help;
using GigGatek.Storefront.Words;

namespace GigGatek.Storefront.Shop;

/// <summary>
/// A product for search engines: https://schema.org/Product with one offer a grade, as
/// https://developers.google.com/search/docs/appearance/structured-data/merchant-listing wants it.
/// </summary>
internal static class ProductJsonLd
{
    public static string Of(Product product, ShopOptions shop)
    {
        var address = $"{shop.PublicUrl}/p/{product.Slug}";
        var json = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Product",
            ["name"] = product.Name,
            ["brand"] = new JsonObject { ["@type"] = "Brand", ["name"] = product.Brand },
            ["category"] = product.CategoryName,
            ["url"] = address,
            ["image"] = $"{shop.PublicUrl}/drawings/{product.Slug}.svg",
            ["additionalProperty"] = new JsonArray([.. product.Attributes.Select(Property)]),
            ["offers"] = new JsonArray([.. product.Variants.Where(variant => variant.Price is not null).Select(variant => Offer(variant, address, shop))]),
        };

        // The default encoder escapes < and >, so no value can end the script element.
        return json.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonNode Property(ProductAttribute attribute) => new JsonObject
    {
        ["@type"] = "PropertyValue",
        ["name"] = attribute.Label,
        ["value"] = attribute.Display,
    };

    private static JsonNode Offer(Variant variant, string address, ShopOptions shop) => new JsonObject
    {
        ["@type"] = "Offer",
        ["sku"] = variant.Sku,
        ["name"] = Say.Grade(variant.Grade),
        ["url"] = address,
        ["price"] = Say.Plain(variant.Price!.Value),
        ["priceCurrency"] = variant.Price.Value.Currency,
        ["itemCondition"] = "https://schema.org/RefurbishedCondition",
        ["availability"] = variant.Available > 0 ? "https://schema.org/InStock" : "https://schema.org/OutOfStock",
        ["seller"] = new JsonObject { ["@type"] = "Organization", ["name"] = shop.Name },
        ["warranty"] = new JsonObject
        {
            ["@type"] = "WarrantyPromise",
            ["durationOfWarranty"] = new JsonObject { ["@type"] = "QuantitativeValue", ["value"] = variant.WarrantyMonths, ["unitCode"] = "MON" },
        },
        ["hasMerchantReturnPolicy"] = ReturnPolicy.JsonLd(shop.Country),
        ["shippingDetails"] = new JsonObject
        {
            ["@type"] = "OfferShippingDetails",
            ["shippingDestination"] = new JsonObject { ["@type"] = "DefinedRegion", ["addressCountry"] = shop.Country },
            ["deliveryTime"] = new JsonObject
            {
                ["@type"] = "ShippingDeliveryTime",
                ["handlingTime"] = new JsonObject { ["@type"] = "QuantitativeValue", ["minValue"] = 0, ["maxValue"] = 1, ["unitCode"] = "DAY" },
            },
        },
    };
}
