using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using GigGatek.Client;
using GigGatek.Client.Api.V1.Products;
using GigGatek.Client.Models;
using GigGatek.Contracts.Catalog;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Web;
using Grade = GigGatek.Client.Models.Grade;

namespace GigGatek.Tests.Integration.Api;

/// <summary>The catalogue for programs, asked through the generated client.</summary>
[Collection(ApiShop.Collection)]
[Trait("Path", "edge")]
public sealed class CatalogApiTests(FurnishedShop shop)
{
    private readonly GigGatekClient _client = shop.NewClient();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Categories_and_grades_are_those_of_the_shop()
    {
        var catalog = shop.Shop.Get<ICatalog>();
        var categories = (await _client.Api.V1.Categories.GetAsync(cancellationToken: Ct))!.Items!;
        categories.Select(category => (category.Slug, category.Name, category.Parent, category.Products))
            .ShouldBe((await catalog.ListCategoriesAsync(Ct)).Select(category => ((string?)category.Slug, (string?)category.Name, category.ParentSlug, (int?)category.Products)));
        var grades = (await _client.Api.V1.Grades.GetAsync(cancellationToken: Ct))!.Items!;
        grades.Select(grade => (grade.Grade, grade.WarrantyMonths)).ShouldBe([(Grade.Excellent, 24), (Grade.Good, 12), (Grade.Fair, 6)]);
    }

    [Fact]
    public async Task Pages_put_together_are_the_whole_list_once()
    {
        var slugs = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await List(query => (query.Size, query.Cursor, query.Sort) = (17, cursor, GetSortQueryParameterType.PriceUp)))!;
            page.Items!.Count.ShouldBeLessThanOrEqualTo(17);
            slugs.AddRange(page.Items.Select(product => product.Slug!));
            slugs.Count.ShouldBeLessThanOrEqualTo(page.Total!.Value);
            cursor = page.Next;
        }
        while (cursor is not null);

        slugs.Distinct().Count().ShouldBe(slugs.Count);
        slugs.Count.ShouldBe((await shop.Shop.Get<ICatalog>().BrowseAsync(new ProductQuery(), Ct)).Total);
    }

    [Fact]
    public async Task A_list_is_narrowed_by_what_its_facets_name()
    {
        var facets = (await _client.Api.V1.Facets.GetAsync(request => request.QueryParameters.Category = "cpu", Ct))!;
        var words = facets.Attributes!.First(facet => facet.Values!.Count > 1);
        var value = words.Values![0];
        (await List(query => (query.Category, query.Filter) = ("cpu", [$"{words.Name}:{value.Value}"])))!.Total.ShouldBe(value.Count);
        (await List(query => (query.Category, query.Filter) = ("cpu", [.. words.Values!.Select(word => $"{words.Name}:{word.Value}")])))!.Total
            .ShouldBe(words.Values.Sum(word => word.Count));

        var numbers = facets.Attributes!.First(facet => facet is { Min: not null, Max: not null } && facet.Min < facet.Max);
        var all = (await List(query => (query.Category, query.Min, query.Max) = ("cpu", [$"{numbers.Name}:{numbers.Min}"], [$"{numbers.Name}:{numbers.Max}"])))!.Total!.Value;
        var least = (await List(query => (query.Category, query.Max) = ("cpu", [$"{numbers.Name}:{numbers.Min}"])))!;
        least.Total!.Value.ShouldBeInRange(1, all - 1);
        least.Items!.ShouldAllBe(product => product.Attributes!.Single(attribute => attribute.Name == numbers.Name).Number == numbers.Min);

        var grade = facets.Grades!.First(count => count.Count > 0);
        (await List(query => (query.Category, query.Grade) = ("cpu", [Enum.Parse<GetGradeQueryParameterType>(grade.Grade.ToString()!)])))!.Total.ShouldBe(grade.Count);
        (await List(query => (query.Category, query.Stock) = ("cpu", GetStockQueryParameterType.One)))!.Total.ShouldBe(facets.InStock);

        var dearest = facets.Price!.Max!.Minor!.Value;
        var dear = (await List(query => (query.Category, query.PriceMin) = ("cpu", dearest / 100.0)))!;
        dear.Items!.ShouldNotBeEmpty();
        dear.Items.ShouldAllBe(product => product.PriceFrom!.Minor == dearest && product.PriceFrom.Currency == "USD");
    }

    [Fact]
    public async Task A_search_forgives_a_typing_error_and_says_so()
    {
        var found = (await List(query => query.Q = "ryzon"))!;
        found.Items!.ShouldNotBeEmpty();
        found.CorrectedText.ShouldBe("ryzen");
        var suggested = (await _client.Api.V1.Suggestions.GetAsync(request => request.QueryParameters.Q = "ryz", Ct))!.Items!;
        suggested.ShouldContain(suggestion => suggestion.Product != null && suggestion.Category == null);
        (await _client.Api.V1.Products[suggested.First(suggestion => suggestion.Product is not null).Product!].GetAsync(cancellationToken: Ct))!.Name!.ShouldContain("Ryzen");
    }

    [Fact]
    public async Task A_product_is_what_its_page_shows_and_an_offer_what_a_cart_sees()
    {
        var known = (await shop.Shop.Get<ICatalog>().FindProductAsync(shop.Slug, Ct)).ShouldNotBeNull();
        var product = (await _client.Api.V1.Products[shop.Slug].GetAsync(cancellationToken: Ct))!;
        (product.Slug, product.Name, product.Brand, product.Category).ShouldBe((known.Slug, known.Name, known.Brand, known.CategorySlug));
        product.Url.ShouldBe($"{shop.Shop.Address.GetLeftPart(UriPartial.Authority)}/p/{known.Slug}");
        product.Variants!.Select(variant => (variant.Sku, variant.Price?.Minor, variant.Available))
            .ShouldBe(known.Variants.Select(variant => ((string?)variant.Sku, variant.Price?.Minor, (int?)variant.Available)));

        var offers = (await _client.Api.V1.Offers.GetAsync(request => request.QueryParameters.Sku = [shop.Sku, "no-such-sku"], Ct))!.Items!;
        offers.Select(offer => (offer.Sku, offer.Price?.Minor)).ShouldBe([((string?)shop.Sku, known.Variants.Single(variant => variant.Sku == shop.Sku).Price?.Minor)]);

        var similar = (await _client.Api.V1.Products[shop.Slug].Similar.GetAsync(request => request.QueryParameters.Size = 3, Ct))!.Items!;
        similar.Select(other => other.Slug).ShouldBe((await shop.Shop.Get<ICatalog>().ListSimilarAsync(shop.Slug, 3, Ct)).Select(card => card.Slug));
    }

    [Fact]
    public async Task A_changed_price_shows_at_once()
    {
        var admin = shop.Shop.Get<ICatalogAdmin>();
        var before = (await Price(shop.Slugs[1])).ShouldNotBeNull();
        var row = (await admin.FindProductAsync((await shop.Shop.Get<ICatalog>().FindProductAsync(shop.Slugs[1], Ct))!.Id, Ct))!.Variants.Single();
        (await admin.ChangePriceAsync(Shoppers.Owner, new ChangePrice(row.Sku, row.Price! + new Contracts.Money(100, "USD"), row.Version), Ct)).Error.ShouldBeNull();
        await TestShop.Until(async () => await Price(shop.Slugs[1]) == before + 100, "the product to be answered with its new price");

        async Task<long?> Price(string slug) => (await _client.Api.V1.Products[slug].GetAsync(cancellationToken: Ct))!.Variants!.Single().Price?.Minor;
    }

    [Theory]
    [InlineData("/api/v1/categories")]
    [InlineData("/api/v1/products?category=cpu")]
    [InlineData("/api/v1/facets")]
    public async Task What_has_not_changed_is_not_sent_again(string path)
    {
        using var visitor = shop.Nobody;
        using var first = await visitor.GetAsync(path, Ct);
        var tag = first.Headers.ETag.ShouldNotBeNull();
        foreach (var (known, status) in new[] { (tag, HttpStatusCode.NotModified), (EntityTagHeaderValue.Any, HttpStatusCode.NotModified), (new EntityTagHeaderValue("\"other\""), HttpStatusCode.OK) })
        {
            foreach (var isKept in new[] { false, true })
            {
                await (isKept ? ValueTask.CompletedTask : shop.ForgetPages());
                using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { known } } };
                using var again = await visitor.SendAsync(request, Ct);
                again.StatusCode.ShouldBe(status, $"{known}, kept: {isKept}");
            }
        }
    }

    [Theory]
    [InlineData("/api/v1/products?size=0", "size", "1 to 96")]
    [InlineData("/api/v1/products?size=many", "size", "1 to 96")]
    [InlineData("/api/v1/products?filter=socket", "filter", "socket:AM5")]
    [InlineData("/api/v1/products?min=tdp:much", "min", "number")]
    [InlineData("/api/v1/products?max=:3", "max", "colon")]
    [InlineData("/api/v1/products?min=tdp:9&max=tdp:1", "min", "Swap")]
    [InlineData("/api/v1/products?price.min=-1", "price.min", "below 0")]
    [InlineData("/api/v1/products?grade=shiny", "grade", "Excellent, Good and Fair")]
    [InlineData("/api/v1/products?sort=sideways", "sort", "price-up")]
    [InlineData("/api/v1/products?stock=maybe", "stock", "1")]
    [InlineData("/api/v1/products?cursor=guessed", "cursor", "Begin without")]
    [InlineData("/api/v1/facets?grade=shiny", "grade", "Excellent")]
    [InlineData("/api/v1/offers", "sku", "1 to 50")]
    [InlineData("/api/v1/products/none/similar?size=-1", "size", "1 to 24")]
    public async Task A_wrong_value_is_refused_by_name_with_what_would_be_right(string path, string field, string word)
    {
        var problem = await Refused(HttpMethod.Get, path, HttpStatusCode.BadRequest);
        (problem.Code, problem.Field).ShouldBe(("bad_query", field));
        problem.Detail!.ShouldContain(word);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_whatever_is_accepted_and_its_type_leads_to_a_page()
    {
        foreach (var (method, path, status) in new[]
        {
            (HttpMethod.Get, "/api/v1/products/none", HttpStatusCode.NotFound), (HttpMethod.Get, "/api/v1/products?category=none", HttpStatusCode.NotFound),
            (HttpMethod.Get, "/api/v1/no/such/address", HttpStatusCode.NotFound), (HttpMethod.Delete, "/api/v1/products", HttpStatusCode.MethodNotAllowed),
            (HttpMethod.Get, "/api/v1/products?q=" + new string('x', 9000), HttpStatusCode.RequestUriTooLong),
        })
        {
            var problem = await Refused(method, path, status);
            using var page = await shop.Nobody.GetAsync(problem.Type, Ct);
            page.StatusCode.ShouldBe(HttpStatusCode.OK, problem.Type);
            (await page.Content.ReadAsStringAsync(Ct)).ShouldContain(problem.Code!);
        }

        (await _client.Api.V1.Products["none"].GetAsync(cancellationToken: Ct).ShouldBeRefused()).Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task What_the_shops_own_scripts_are_refused_leads_to_a_page_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/cart/add") { Content = new FormUrlEncodedContent([new("sku", "no-such-sku"), new("quantity", "1")]) };
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await shop.Nobody.SendAsync(request, Ct);
        var problem = (await answer.Content.ReadFromJsonAsync<Answered>(Ct)).ShouldNotBeNull();
        problem.Status.ShouldBe((int)answer.StatusCode);
        using var page = await shop.Nobody.GetAsync(problem.Type, Ct);
        page.StatusCode.ShouldBe(HttpStatusCode.OK, problem.Type);
    }

    private async Task<Problem> Refused(HttpMethod method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse("text/html") } } };
        using var answer = await shop.Nobody.SendAsync(request, Ct);
        answer.StatusCode.ShouldBe(status, path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var problem = await answer.Content.ReadFromJsonAsync<Answered>(Ct);
        problem!.Status.ShouldBe((int)status);
        problem.RequestId.ShouldNotBeNullOrEmpty();
        problem.Type.ShouldBe($"{shop.Shop.Address.GetLeftPart(UriPartial.Authority)}/api/problems/{problem.Code}");
        return new Problem { Code = problem.Code, Detail = problem.Detail, Field = problem.Field, Type = problem.Type };
    }

    private Task<Client.Models.ProductListing?> List(Action<ProductsRequestBuilder.ProductsRequestBuilderGetQueryParameters> choose) =>
        _client.Api.V1.Products.GetAsync(request => choose(request.QueryParameters), Ct);

    private sealed record Answered(string Type, int Status, string Detail, string Code, string? Field, string RequestId);
}
