using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GigGatek.Tests.Integration.Web;

namespace GigGatek.Tests.Integration.Api;

/// <summary>What the API says of itself: kept in docs/api, changed only with a version and a note, and true.</summary>
[Collection(ApiShop.Collection), Trait("Engine", "sqlite")]
[Trait("Database", "any")]
public sealed partial class ApiDocumentTests(FurnishedShop shop)
{
    private static readonly string Folder = Checkout.File("docs", "api");
    private static readonly string Published = Path.Combine(Folder, "giggatek.v1.json");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>GIGGATEK_RECORD=1 writes it anew; the note is for people to write.</summary>
    [Fact]
    public async Task The_document_is_the_one_that_is_published()
    {
        var document = (await Document()).Text;
        if (Environment.GetEnvironmentVariable("GIGGATEK_RECORD") == "1")
        {
            await File.WriteAllTextAsync(Published, document, Ct);
        }

        document.ShouldBe(await File.ReadAllTextAsync(Published, Ct), "Run this test once with GIGGATEK_RECORD=1, then give ApiDocument a version and docs/api/changes.md a note.");
    }

    [Fact]
    public async Task It_changes_only_with_a_version_and_a_note()
    {
        var document = await File.ReadAllTextAsync(Published, Ct);
        var newest = Note().Match(await File.ReadAllTextAsync(Path.Combine(Folder, "changes.md"), Ct));
        newest.Groups["version"].Value.ShouldBe(JsonNode.Parse(document)!["info"]!["version"]!.GetValue<string>());
        newest.Groups["document"].Value.ShouldBe("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)))[..32]);
        newest.Groups["words"].Value.Trim().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_address_of_the_API_is_in_it_and_no_other()
    {
        var routes = shop.Routes().Where(route => route.Pattern.StartsWith("/api/v1/", StringComparison.Ordinal) && route.Pattern != "/api/v1/openapi.json")
            .Select(route => $"{route.Method} {Constraint().Replace(route.Pattern, "}")}");
        var described = (await Document()).Operations.Select(operation => $"{operation.Method} {operation.Path}").ToList();
        described.Order().ShouldBe(routes.Order());
    }

    [Fact]
    public async Task Every_operation_has_a_name_words_an_example_and_says_what_it_refuses()
    {
        var operations = (await Document()).Operations;
        operations.Select(operation => operation.Description["operationId"]!.GetValue<string>()).Distinct().Count().ShouldBe(operations.Count);
        foreach (var (method, path, operation) in operations)
        {
            var what = $"{method} {path}";
            operation["summary"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace(what);
            operation["description"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace(what);
            var answers = operation["responses"]!.AsObject();
            answers.Where(answer => answer.Key.StartsWith('2')).ShouldAllBe(answer => answer.Value!["content"]!["application/json"]!["example"] != null, what);
            answers.Where(answer => answer.Key.StartsWith('4'))
                .ShouldAllBe(answer => answer.Value!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>() == "#/components/schemas/Problem", what);
            var takes = operation["parameters"]?.AsArray() ?? [];
            takes.Where(parameter => parameter!["in"]!.GetValue<string>() == "query").ShouldAllBe(parameter => parameter!["description"] != null, what);
            (path.Contains('{', StringComparison.Ordinal) && !answers.ContainsKey("404")).ShouldBeFalse($"{what} may ask for what is not there");
        }
    }

    /// <summary>OpenAPI 3.1 schemas are JSON Schema 2020-12, so answers can be held against them.</summary>
    [Theory]
    [InlineData("/api/v1/categories", "CategoryPage")]
    [InlineData("/api/v1/grades", "GradePromisePage")]
    [InlineData("/api/v1/products?size=96", "ProductListing")]
    [InlineData("/api/v1/products?q=ryzon", "ProductListing")]
    [InlineData("/api/v1/facets", "Facets")]
    [InlineData("/api/v1/facets?category=cpu&grade=good", "Facets")]
    [InlineData("/api/v1/products/{slug}", "Product")]
    [InlineData("/api/v1/products/{slug}/similar", "ProductSummaryPage")]
    [InlineData("/api/v1/suggestions?q=ryz", "SuggestionPage")]
    [InlineData("/api/v1/offers?sku={sku}", "OfferPage")]
    [InlineData("/api/v1/products/none", "Problem")]
    [InlineData("/api/v1/products?size=0", "Problem")]
    public async Task Answers_are_as_it_says(string path, string schema)
    {
        using var answer = await shop.Nobody.GetAsync(path.Replace("{slug}", shop.Slug, StringComparison.Ordinal).Replace("{sku}", shop.Sku, StringComparison.Ordinal), Ct);
        (await Document()).ShouldAllow(schema, await answer.Content.ReadAsStringAsync(Ct), path);
    }

    [Fact]
    public async Task Its_examples_are_as_it_says()
    {
        var document = await Document();
        foreach (var operation in document.Operations)
        {
            var status = operation.Success;
            document.ShouldAllow(operation.ModelOf(status)!, operation.Description["responses"]![$"{status}"]!["content"]!["application/json"]!["example"]!.ToJsonString(), operation.Path);
            if (operation.BodyModel is { } model)
            {
                document.ShouldAllow(model, operation.BodyExample.ShouldNotBeNull(operation.Path).ToJsonString(), operation.Path);
            }
        }
    }

    [Fact]
    public async Task An_answer_that_lacks_what_it_promises_would_be_found()
    {
        var document = await Document();
        Should.Throw<ShouldAssertException>(() => document.ShouldAllow("Money", """{"minor": "12990", "currency": "USD"}""", "words for a number"));
        Should.Throw<ShouldAssertException>(() => document.ShouldAllow("Money", """{"minor": 12990}""", "no currency"));
    }

    private Task<ApiDocument> Document() => ApiDocument.Of(shop);

    [GeneratedRegex(@"^## (?<version>\S+)\n\n`(?<document>[^`]+)`\n(?<words>(?s:.*?))(?=^## |\z)", RegexOptions.Multiline)]
    private static partial Regex Note();

    [GeneratedRegex(@":[a-z]+\}")]
    private static partial Regex Constraint();
}
