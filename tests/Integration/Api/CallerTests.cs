using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Web;

namespace GigGatek.Tests.Integration.Api;

/// <summary>Who may call what: every address of the document that asks for a key.</summary>
[Collection(ApiShop.Collection)]
[Trait("Database", "any")]
public sealed class CallerTests(FurnishedShop shop)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_address_with_a_lock_refuses_who_has_no_key_a_wrong_one_or_one_for_something_else()
    {
        var (shopping, reading) = (await shop.HasKey(shop.OwnerId), await shop.HasKey(shop.OwnerId, Permissions.OrdersRead));
        var locked = (await ApiDocument.Of(shop)).Operations.Where(operation => operation.IsLocked).ToList();
        locked.Count.ShouldBeGreaterThan(10);
        foreach (var operation in locked)
        {
            await ShouldBeLocked(operation, null, "Bearer");
            await ShouldBeLocked(operation, shopping[..^1] + (shopping[^1] == 'A' ? 'B' : 'A'), "Bearer error=\"invalid_token\"");
            await ShouldBeLocked(operation, "gg_nonsense", "Bearer error=\"invalid_token\"");
            if (ScopesOf(operation) is [{ } scope])
            {
                await ShouldBeLocked(operation, scope == ApiScopes.Shop ? reading : shopping, "Bearer error=\"insufficient_scope\"", HttpStatusCode.Forbidden);
            }
        }
    }

    [Fact]
    public async Task What_changes_something_asks_for_a_key_and_for_a_name()
    {
        var unsafes = (await ApiDocument.Of(shop)).Operations.Where(operation => operation.Method is not "GET").ToList();
        unsafes.ShouldNotBeEmpty();
        using var caller = shop.Nobody;
        caller.DefaultRequestHeaders.Authorization = new("Bearer", await shop.HasKey(shop.Ada.UserId));
        foreach (var operation in unsafes.Where(operation => ScopesOf(operation).Contains(ApiScopes.Shop)))
        {
            operation.Parameters.Single(parameter => parameter["name"]!.GetValue<string>() == "Idempotency-Key")["required"]!.GetValue<bool>().ShouldBeTrue();
            foreach (var name in new[] { null, "", new string('x', 201) })
            {
                using var request = Request(operation);
                request.Headers.TryAddWithoutValidation("Idempotency-Key", name);
                using var answer = await caller.SendAsync(request, Ct);
                answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{operation.Method} {operation.Path} named {name}");
                JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["code"]!.GetValue<string>().ShouldBe("idempotency_key");
            }
        }
    }

    [Fact]
    public async Task A_browser_that_is_signed_in_is_nobody_here()
    {
        using var answer = await shop.Ada.Browser.GetAsync("/api/v1/account", Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_site_cannot_make_a_browser_call()
    {
        using var caller = shop.NewCaller(await shop.HasKey(shop.Ada.UserId));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/carts") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var answer = await caller.SendAsync(request, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task ShouldBeLocked(ApiOperation operation, string? key, string challenge, HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        using var caller = shop.NewCaller(key);
        using var request = Request(operation);
        using var answer = await caller.SendAsync(request, Ct);
        var what = $"{operation.Method} {operation.Path} with {(key is null ? "no key" : "a key")}";
        answer.StatusCode.ShouldBe(status, what);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe(challenge, what);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", what);
    }

    private static IReadOnlyList<string> ScopesOf(ApiOperation operation) => operation.Lock is { } name
        ? [.. operation.Description["security"]![0]![name]!.AsArray().Select(scope => scope!.GetValue<string>())]
        : [];

    /// <summary>As the document shows it.</summary>
    private static HttpRequestMessage Request(ApiOperation operation)
    {
        var path = operation.Parameters.Where(parameter => parameter["in"]!.GetValue<string>() == "path")
            .Aggregate(operation.Path, (text, parameter) => text.Replace($"{{{parameter["name"]}}}", parameter["example"]!.ToString(), StringComparison.Ordinal));
        var body = operation.BodyExample;
        return new HttpRequestMessage(new HttpMethod(operation.Method), path)
        {
            Content = body is null ? null : new StringContent(body.ToJsonString(), MediaTypeHeaderValue.Parse("application/json")),
        };
    }
}
