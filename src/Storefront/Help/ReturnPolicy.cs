using System.Text.Json.Nodes;

namespace GigGatek.Storefront.Help;

/// <summary>What the shop promises about returns; pages and search engines are told the same.</summary>
internal static class ReturnPolicy
{
    public const int Days = 30;

    public static JsonObject JsonLd(string country) => new()
    {
        ["@type"] = "MerchantReturnPolicy",
        ["applicableCountry"] = country,
        ["returnPolicyCategory"] = "https://schema.org/MerchantReturnFiniteReturnWindow",
        ["merchantReturnDays"] = Days,
        ["returnMethod"] = "https://schema.org/ReturnByMail",
        ["returnFees"] = "https://schema.org/ReturnFeesCustomerResponsibility",
    };
}
