using CsCheck;
using GigGatek.Composition;
using GigGatek.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>Which module an address belongs to, held against what the modules map.</summary>
public sealed class ModuleRoutesTests
{
    [Theory]
    [InlineData("", "storefront")]
    [InlineData("/", "storefront")]
    [InlineData("/api", "storefront")]
    [InlineData("/api/reference", "storefront")]
    [InlineData("/api/v1", "api")]
    [InlineData("/api/v1/", "api")]
    [InlineData("/API/V1/Orders", "api")]
    [InlineData("/api/v10/orders", "storefront")]
    [InlineData("/p/api/v1", "storefront")]
    [InlineData("/.well-known/jwks.json", "api")]
    [InlineData("/.well-known/security.txt", "storefront")]
    [InlineData("/webhooks/payments/stripe", "payments")]
    [InlineData("/webhooks/paymentsx", "storefront")]
    [InlineData("/webhooks", "storefront")]
    [InlineData("/test-bank/pi_1", "payments")]
    [InlineData("/test-bank.css", "storefront")]
    public void The_longest_prefix_of_whole_segments_decides(string path, string module) => ModuleOf(path).ShouldBe(module);

    [Fact]
    public void Whatever_the_address_it_belongs_to_a_module_that_answers() => Gen.Char["/apiv1.%\0é "].Array[0, 30].Sample(letters =>
        ModuleRoutes.PlaceOf(new PathString("/" + new string(letters))).ShouldBeInRange(0, ModuleRoutes.Answering.Length - 1));

    [Fact]
    public void The_table_knows_the_modules_of_the_shop() => ModuleRoutes.Modules.ShouldBe(ShopModules.All.Select(module => module.Name));

    [Theory]
    [InlineData("test")]
    [InlineData("stripe")]
    public async Task Every_endpoint_belongs_to_the_module_that_maps_it(string provider)
    {
        await using var shop = ShopHost.Build(new ShopStart("", "all", new Dictionary<string, string?>
        {
            ["Payments:Provider"] = provider, ["Payments:AllowTestProvider"] = "true", ["Payments:WebhookSecret"] = "whsec_" + new string('x', 40),
            ["Payments:Stripe:SecretKey"] = "sk_test_1", ["Payments:Stripe:PublishableKey"] = "pk_test_1",
        }));
        var answering = new HashSet<string>();
        foreach (var module in ShopModules.All)
        {
            var endpoints = new Endpoints(shop.Services);
            module.MapEndpoints(endpoints);
            foreach (var path in endpoints.ListPaths())
            {
                ModuleOf(path).ShouldBe(module.Name, path);
                answering.Add(module.Name);
            }
        }

        answering.Order().ShouldBe(ModuleRoutes.Answering.Order());
    }

    private static string ModuleOf(string path) => ModuleRoutes.Answering[ModuleRoutes.PlaceOf(new PathString(path))];

    /// <summary>What one module maps.</summary>
    private sealed class Endpoints(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);

        /// <summary>With a word in the place of each parameter.</summary>
        public IEnumerable<string> ListPaths() => DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint =>
            "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "x")))));
    }
}
