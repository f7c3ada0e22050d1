using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Contracts.Accounts;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>Every address of the back office, asked for by everyone.</summary>
[Trait("Database", "any")]
public sealed partial class PermissionWalkTests : IAsyncLifetime
{
    private static readonly string[] Roles = ["Owner", "Orders desk", "Catalogue desk", "Auditor"];

    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Every_address_of_the_back_office_opens_to_those_who_may_and_to_nobody_else()
    {
        var routes = Routes();
        routes.Count.ShouldBeGreaterThan(10);
        var nobody = _shop.NewBrowser();
        var (_, customer) = await _shop.HasCustomer("customer@example.com");
        var staff = new List<(string Role, HttpClient Browser)>();
        foreach (var role in Roles)
        {
            staff.Add((role, (await _shop.HasStaff(role)).Browser));
        }

        var roles = (await _shop.Get<IAccountsAdmin>().ListRolesAsync(Ct)).ToDictionary(role => role.Name, role => role.Permissions);
        foreach (var (method, path) in routes)
        {
            (await StatusOf(nobody, method, path)).ShouldBe(HttpStatusCode.SeeOther, $"{method} {path} without a session");
            (await StatusOf(customer, method, path)).ShouldBe(HttpStatusCode.Forbidden, $"{method} {path} by a customer");
            foreach (var (role, browser) in staff)
            {
                var status = await StatusOf(browser, method, path);
                var needed = PermissionFor(method, path);
                if (needed is null || roles[role].Contains(needed))
                {
                    status.ShouldNotBe(HttpStatusCode.Forbidden, $"{method} {path} by {role}");
                    ((int)status).ShouldBeLessThan(500, $"{method} {path} by {role}");
                }
                else
                {
                    status.ShouldBe(HttpStatusCode.Forbidden, $"{method} {path} by {role}");
                }
            }
        }
    }

    /// <summary>Written down a second time on purpose: a route that asks for the wrong permission must not agree with itself.</summary>
    private static string? PermissionFor(string method, string path) => (method, path) switch
    {
        (_, "/admin") => null,    // leads each to his first page
        ("POST", _) when path.EndsWith("/ship", StringComparison.Ordinal) => Permissions.OrdersShip,
        ("POST", _) when path.StartsWith("/admin/orders/", StringComparison.Ordinal) => Permissions.OrdersRefund,
        _ when path.StartsWith("/admin/orders", StringComparison.Ordinal) => Permissions.OrdersRead,
        _ when path.StartsWith("/admin/products", StringComparison.Ordinal) => Permissions.CatalogEdit,
        _ when path.StartsWith("/admin/import", StringComparison.Ordinal) => Permissions.CatalogImport,
        _ when path.StartsWith("/admin/discounts", StringComparison.Ordinal) => Permissions.DiscountsEdit,
        _ when path.StartsWith("/admin/people", StringComparison.Ordinal) => Permissions.PeopleEdit,
        _ when path.StartsWith("/admin/api-keys", StringComparison.Ordinal) => Permissions.PeopleEdit,
        _ when path.StartsWith("/admin/webhooks", StringComparison.Ordinal) => Permissions.PeopleEdit,
        _ when path.StartsWith("/admin/audit", StringComparison.Ordinal) => Permissions.AuditRead,
        _ when path.StartsWith("/admin/reports", StringComparison.Ordinal) => Permissions.AuditRead,
        _ => throw new InvalidOperationException($"Say here which permission {method} {path} asks for."),
    };

    private List<(string Method, string Path)> Routes() =>
        [.. _shop.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods, Pattern: "/" + endpoint.RoutePattern.RawText!.Trim('/')))
            .Where(route => route.Pattern == "/admin" || route.Pattern.StartsWith("/admin/", StringComparison.Ordinal))
            .SelectMany(route => (route.HttpMethods ?? ["GET"]).Select(method => (method, Parameter().Replace(route.Pattern, "1"))))
            .Distinct()
            .OrderBy(route => route.Item2, StringComparer.Ordinal).ThenBy(route => route.method, StringComparer.Ordinal)];

    private static async Task<HttpStatusCode> StatusOf(HttpClient browser, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new FormUrlEncodedContent([]);
        }

        using var answer = await browser.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
