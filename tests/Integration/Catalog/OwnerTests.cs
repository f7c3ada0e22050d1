using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>What the owner may change, and what is refused.</summary>
public sealed class OwnerTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    [Fact]
    public async Task A_new_price_shows_everywhere_and_an_old_form_is_refused()
    {
        var (part, details) = await Part(price: 80_00);
        (await shop.Admin.ChangePriceAsync(CatalogShop.Owner, new ChangePrice(part.Sku, new Money(70_00, "USD"), details.Variants[0].Version), default)).Error.ShouldBeNull();
        (await shop.Variant(part.Sku)).Price.ShouldBe(new Money(70_00, "USD"));
        var card = (await shop.Catalog.BrowseAsync(new ProductQuery(Text: details.Name), default)).Cards.Single(card => card.Id == details.Id);
        card.PriceFrom.ShouldBe(new Money(70_00, "USD"));

        var late = await shop.Admin.ChangePriceAsync(CatalogShop.Owner, new ChangePrice(part.Sku, new Money(1_00, "USD"), details.Variants[0].Version), default);
        late.Error!.Code.ShouldBe("changed_meanwhile");
        (await shop.Variant(part.Sku)).Price.ShouldBe(new Money(70_00, "USD"));
        await shop.Shop.ShouldBalance();
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(1_000_000_01L)]
    [InlineData(long.MaxValue)]
    public async Task Absurd_prices_are_refused(long minor)
    {
        var (part, details) = await Part();
        var answer = await shop.Admin.ChangePriceAsync(CatalogShop.Owner, new ChangePrice(part.Sku, new Money(minor, "USD"), details.Variants[0].Version), default);
        (answer.Error!.Kind, answer.Error.Field).ShouldBe((ErrorKind.Invalid, "price"));
        (await shop.Admin.ChangePriceAsync(CatalogShop.Owner, new ChangePrice(part.Sku, new Money(1_00, "EUR"), details.Variants[0].Version), default)).Error!.Code.ShouldBe("currency");
    }

    [Fact]
    public async Task Without_a_price_a_variant_is_off_sale()
    {
        var (part, details) = await Part();
        (await shop.Admin.ChangePriceAsync(CatalogShop.Owner, new ChangePrice(part.Sku, null, details.Variants[0].Version), default)).Error.ShouldBeNull();
        (await shop.Variant(part.Sku)).Price.ShouldBeNull();
        (await shop.Catalog.BrowseAsync(new ProductQuery(Text: details.Name, InStockOnly: true), default)).Cards.ShouldNotContain(card => card.Id == details.Id);
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task Stock_is_booked_in_and_out_but_never_below_nothing()
    {
        var (part, details) = await Part(units: 2);
        (await Book(part, 5, details.Variants[0].Version)).Error.ShouldBeNull();
        (await Book(part, -7, details.Variants[0].Version + 1)).Error.ShouldBeNull();
        (await Book(part, -1, details.Variants[0].Version + 2)).Error!.Code.ShouldBe("stock");
        (await Book(part, 1, details.Variants[0].Version)).Error!.Code.ShouldBe("changed_meanwhile");
        (await Book(part, 0, details.Variants[0].Version + 2)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await Book(part, int.MinValue, details.Variants[0].Version + 2)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await shop.Variant(part.Sku)).Available.ShouldBe(0);
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task What_is_reserved_cannot_be_written_off()
    {
        var (part, details) = await Part(units: 2);
        await shop.Stock.ReserveAsync(new ReserveStock(details.Id, [new(part.Sku, 2)], DateTimeOffset.UnixEpoch.AddYears(100)), default);
        (await Book(part, -1, details.Variants[0].Version)).Error!.Code.ShouldBe("stock");
        (await shop.Admin.FindProductAsync(details.Id, default))!.Variants[0].Reserved.ShouldBe(2);
    }

    [Fact]
    public async Task A_hidden_product_is_gone_for_shoppers_and_there_for_the_owner()
    {
        var (part, details) = await Part();
        (await shop.Admin.EditAsync(CatalogShop.Owner, Edit(details) with { Published = false }, default)).Error.ShouldBeNull();
        (await shop.Catalog.FindProductAsync(details.Slug, default)).ShouldBeNull();
        (await shop.Catalog.FindOffersAsync([part.Sku], default)).ShouldBeEmpty();
        (await shop.Catalog.BrowseAsync(new ProductQuery(Text: details.Name), default)).Cards.ShouldNotContain(card => card.Id == details.Id);
        (await shop.Admin.FindProductAsync(details.Id, default))!.Published.ShouldBeFalse();
        (await shop.Admin.ListProductsAsync(details.Name, null, null, default)).Items.ShouldContain(row => row.Id == details.Id && !row.Published);
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData("   ", "name")]
    [InlineData("two\nlines", "name")]
    [InlineData("bell\a", "name")]
    public async Task Bad_names_are_refused_by_field(string name, string field)
    {
        var (_, details) = await Part();
        (await shop.Admin.EditAsync(CatalogShop.Owner, Edit(details) with { Name = name }, default)).Error!.Field.ShouldBe(field);
        (await shop.Admin.EditAsync(CatalogShop.Owner, Edit(details) with { Name = new string('x', 201) }, default)).Error!.Field.ShouldBe(field);
    }

    [Fact]
    public async Task Two_owners_do_not_overwrite_each_other()
    {
        var (_, details) = await Part();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            Task.Run(() => shop.Admin.EditAsync(CatalogShop.Owner, Edit(details) with { Name = $"{details.Name} {i}" }, default))));
        answers.Count(answer => answer.Succeeded).ShouldBe(1);
        answers.Where(answer => !answer.Succeeded).ShouldAllBe(answer => answer.Error!.Code == "changed_meanwhile");
    }

    [Fact]
    public async Task The_owners_list_has_every_product_once_however_it_is_cut()
    {
        foreach (var (text, category) in new[] { (null, "cpu"), ("ryzen", (string?)null) })
        {
            var ids = new List<long>();
            string? cursor = null;
            do
            {
                var page = await shop.Admin.ListProductsAsync(text, category, cursor, default);
                ids.AddRange(page.Items.Select(row => row.Id));
                cursor = page.Next;
            }
            while (cursor is not null);
            ids.Count.ShouldBeGreaterThan(50);
            ids.Distinct().Count().ShouldBe(ids.Count);
        }

        var (part, details) = await Part();
        (await shop.Admin.ListProductsAsync(null, null, null, default)).Items[0].Id.ShouldBe(details.Id);
        (await shop.Admin.ListProductsAsync(part.Sku, null, null, default)).Items.Single().Id.ShouldBe(details.Id);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        (await shop.Admin.FindProductAsync(1, default)).ShouldBeNull();
        (await shop.Admin.EditAsync(CatalogShop.Owner, new EditProduct(1, "x", "x", "", true, 1), default)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await shop.Admin.ChangePriceAsync(CatalogShop.Owner, new ChangePrice("no", null, 1), default)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await shop.Admin.AdjustStockAsync(CatalogShop.Owner, new AdjustStock("no", 1, "why", 1), default)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    private async Task<(Variant Part, ProductDetails Details)> Part(int units = 1, long price = 100_00)
    {
        var part = await shop.HasPart(units, price);
        var offer = (await shop.Catalog.FindOffersAsync([part.Sku], default)).Single();
        return (part, (await shop.Admin.FindProductAsync(offer.ProductId, default))!);
    }

    private Task<Result> Book(Variant part, int change, long version) =>
        shop.Admin.AdjustStockAsync(CatalogShop.Owner, new AdjustStock(part.Sku, change, "counted", version), default);

    private static EditProduct Edit(ProductDetails details) => new(details.Id, details.Name, details.Brand, details.Description, details.Published, details.Version);
}
