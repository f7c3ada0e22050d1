using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Shop;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace GigGatek.Tests.Unit.Storefront;

public sealed class ListingQueryTests
{
    [Fact]
    public void Every_choice_is_read()
    {
        var read = Read("?q=%20ryzen%20&f.socket=AM5&f.socket=AM4&min.tdp=65&max.tdp=120.5&price.min=10&price.max=99.99&grade=Good&grade=fair&stock=1&sort=price-up&cursor=abc&utm_source=mail");
        var query = read.Value.ShouldNotBeNull();
        query.Text.ShouldBe("ryzen");
        query.Grades.ShouldBe([Grade.Good, Grade.Fair]);
        (query.PriceMin, query.PriceMax).ShouldBe((1000, 9999));
        query.InStockOnly.ShouldBeTrue();
        query.Sort.ShouldBe(ProductSort.PriceUp);
        query.Cursor.ShouldBe("abc");
        query.Filters.ShouldNotBeNull().Select(filter => (filter.Attribute, string.Join('|', filter.Values), filter.Min, filter.Max))
            .ShouldBe([("socket", "AM5|AM4", null, null), ("tdp", "", 65m, 120.5m)]);
    }

    [Fact]
    public void Fields_left_empty_by_a_form_choose_nothing()
    {
        var query = Read("?q=&f.socket=&min.tdp=&max.tdp=&price.min=&price.max=&sort=&stock=").Value.ShouldNotBeNull();
        query.Text.ShouldBeNull();
        query.Filters.ShouldNotBeNull().ShouldBeEmpty();
        (query.PriceMin, query.PriceMax).ShouldBe((null, null));
        query.Sort.ShouldBe(ProductSort.Relevance);
    }

    [Theory]
    [InlineData("?grade=Perfect", "Excellent, Good and Fair")]
    [InlineData("?grade=1", "Excellent, Good and Fair")]
    [InlineData("?price.min=-1", "below 0")]
    [InlineData("?price.max=-0.01", "below 0")]
    [InlineData("?price.min=cheap", "from a number to a number")]
    [InlineData("?price.min=99999999999999999999999999999999", "from a number to a number")]
    [InlineData("?price.min=9&price.max=8", "Swap")]
    [InlineData("?min.tdp=NaN", "from a number to a number")]
    [InlineData("?min.tdp=1e5", "from a number to a number")]
    [InlineData("?sort=best", "price-up")]
    [InlineData("?stock=yes", "in stock only")]
    public void A_wrong_choice_is_refused_with_what_would_be_right(string query, string sentence)
    {
        var error = Read(query).Error.ShouldNotBeNull();
        error.Message.ShouldContain(sentence);
        error.Field.ShouldNotBeNull();
    }

    [Fact]
    public void Too_much_is_refused()
    {
        Read("?q=" + new string('x', 201)).Error.ShouldNotBeNull();
        Read("?" + string.Join('&', Enumerable.Range(0, 31).Select(at => $"f.a{at}=x"))).Error.ShouldNotBeNull();
        Read("?" + string.Join('&', Enumerable.Range(0, 61).Select(at => $"f.a=x{at}"))).Error.ShouldNotBeNull();
        Read("?f.a=" + new string('x', 201)).Error.ShouldNotBeNull();
    }

    [Fact]
    public void Taking_one_choice_back_keeps_the_others_and_begins_at_the_first_page()
    {
        var address = Address("/c/cpu", "?f.socket=AM5&f.socket=AM4&min.tdp=65&max.tdp=99&sort=name&cursor=abc&utm_source=mail");
        address.First.ShouldBe("/c/cpu?f.socket=AM5&f.socket=AM4&min.tdp=65&max.tdp=99&sort=name");
        address.Without("f.socket", "AM5").ShouldBe("/c/cpu?f.socket=AM4&min.tdp=65&max.tdp=99&sort=name");
        address.WithoutRange("min.tdp", "max.tdp").ShouldBe("/c/cpu?f.socket=AM5&f.socket=AM4&sort=name");
        address.Unfiltered.ShouldBe("/c/cpu?sort=name");
        address.Page("x y").ShouldEndWith("&sort=name&cursor=x%20y");
    }

    [Fact]
    public void Addresses_are_escaped() =>
        Address("/search", "?q=%22%3E%3Cscript%3E%26f.a%3D1").First.ShouldBe("/search?q=%22%3E%3Cscript%3E%26f.a%3D1");

    private static Contracts.Result<ProductQuery> Read(string query) => ListingQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(query)).AsLookup(), "cpu");

    private static ListingAddress Address(string path, string query)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = path;
        context.Request.QueryString = new QueryString(query);
        return ListingAddress.Of(context.Request);
    }
}
