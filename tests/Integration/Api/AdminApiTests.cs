using System.Net;
using System.Text;
using System.Text.Json;
using GigGatek.Client;
using GigGatek.Client.Models;
using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Web;
using DiscountKind = GigGatek.Client.Models.DiscountKind;
using NewDiscount = GigGatek.Client.Models.NewDiscount;
using OrderState = GigGatek.Client.Models.OrderState;

namespace GigGatek.Tests.Integration.Api;

/// <summary>The owner's programs: prices and stock from a merchandise system, shipments from a warehouse, refunds from a desk.</summary>
[Collection(ApiShop.Collection)]
public sealed class AdminApiTests(FurnishedShop shop)
{
    private const int AtOnce = 10;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_price_is_changed_by_who_has_seen_it_and_shows_at_once()
    {
        var office = await shop.NewOffice(Permissions.CatalogEdit);
        var sku = await shop.Shop.HasPart();
        var product = await Find(office, sku);
        var (seen, _) = await Read($"/api/v1/admin/products/{product.Id}");
        using var changed = await Send(HttpMethod.Put, PriceOf(product, sku), Price(80_00), seen);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync(Ct));
        (await shop.NewClient().Api.V1.Offers.GetAsync(request => request.QueryParameters.Sku = [sku], Ct))!.Items!.Single().Price!.Minor.ShouldBe(80_00);

        using var late = await Send(HttpMethod.Put, PriceOf(product, sku), Price(70_00), seen);
        late.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        using var blind = await Send(HttpMethod.Put, PriceOf(product, sku), Price(70_00), null);
        blind.StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        using var anyhow = await Send(HttpMethod.Put, PriceOf(product, sku), """{"price":null}""", "*");
        anyhow.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Find(office, sku)).Variants!.Single(variant => variant.Sku == sku).Price.ShouldBeNull("it was taken off sale");
        await TestShop.Until(
            async () => (await shop.Shop.Get<IAccountsAdmin>().ListAuditAsync(sku, null, Ct)).Items.Any(entry => entry.Actor.Contains("key", StringComparison.Ordinal)), "the trail to name the key");
    }

    [Fact]
    public async Task Of_many_who_saw_the_same_price_one_changes_it()
    {
        var office = await shop.NewOffice(Permissions.CatalogEdit);
        var sku = await shop.Shop.HasPart();
        var product = await Find(office, sku);
        var (seen, _) = await Read($"/api/v1/admin/products/{product.Id}");
        var answers = await Task.WhenAll(Enumerable.Range(1, AtOnce).Select(async dollars => (Minor: dollars * 100L, Answer: await Send(HttpMethod.Put, PriceOf(product, sku), Price(dollars * 100L), seen))));
        var winner = answers.Where(answer => answer.Answer.StatusCode == HttpStatusCode.OK).ShouldHaveSingleItem();
        answers.Where(answer => answer != winner).ShouldAllBe(answer => answer.Answer.StatusCode == HttpStatusCode.PreconditionFailed);
        (await shop.Shop.Offer(sku)).Price!.Value.Minor.ShouldBe(winner.Minor);
    }

    [Fact]
    public async Task Units_come_and_are_written_off_but_never_those_that_orders_hold()
    {
        var office = await shop.NewOffice(Permissions.CatalogEdit);
        var sku = await shop.Shop.HasPart(units: 2);
        var product = await Find(office, sku);
        var stock = office.Api.V1.Admin.Products[product.Id!].Variants[sku].StockChanges;
        (await stock.PostAsync(new StockChange { Change = 3, Reason = "Delivery" }, Anyhow, Ct))!.Variants!.Single().Available.ShouldBe(5);
        (await stock.PostAsync(new StockChange { Change = -4, Reason = "Water" }, Anyhow, Ct))!.Variants!.Single().Available.ShouldBe(1);
        (await stock.PostAsync(new StockChange { Change = -2, Reason = "Fire" }, Anyhow, Ct).ShouldBeRefused()).Field.ShouldBe("change");
        (await stock.PostAsync(new StockChange { Change = 1, Reason = "" }, Anyhow, Ct).ShouldBeRefused()).Field.ShouldBe("reason");
        (await office.Api.V1.Admin.Products[product.Id!].Variants["no-such-sku"].StockChanges.PostAsync(new StockChange { Change = 1, Reason = "x" }, Anyhow, Ct).ShouldBeRefused()).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_product_is_renamed_and_hidden()
    {
        var office = await shop.NewOffice(Permissions.CatalogEdit);
        var product = await Find(office, await shop.Shop.HasPart());
        var words = new ProductWords { Name = product.Name + " II", Brand = product.Brand, Description = "Better than one.", Published = false };
        var changed = (await office.Api.V1.Admin.Products[product.Id!].PutAsync(words, Anyhow, Ct))!;
        (changed.Name, changed.Description, changed.Published).ShouldBe((words.Name, words.Description, false));
        (await shop.NewClient().Api.V1.Products[changed.Slug!].GetAsync(cancellationToken: Ct).ShouldBeRefused()).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_paid_order_is_shipped_and_not_called_off_afterwards()
    {
        var office = await shop.NewOffice(Permissions.OrdersRead, Permissions.OrdersShip, Permissions.OrdersRefund);
        var waiting = await shop.Shop.HasOrder(await shop.Shop.HasPart());
        (await Orders(office)[$"{waiting.OrderId}"].Shipment.PostAsync(Shipment, cancellationToken: Ct).ShouldBeRefused()).Code.ShouldBe("not_shippable");

        var paid = await shop.Shop.HasPaidOrder();
        (await Orders(office).GetAsync(request => request.QueryParameters.Q = paid.Number, Ct))!.Items!.Single().Id.ShouldBe($"{paid.Id}");
        var shipped = (await Orders(office)[$"{paid.Id}"].Shipment.PostAsync(Shipment, cancellationToken: Ct))!.Order!;
        (shipped.State, shipped.Shipment!.TrackingNumber).ShouldBe((OrderState.Shipped, Shipment.TrackingNumber));
        (await Orders(office)[$"{paid.Id}"].Cancellation.PostAsync(new NewCancellation { Reason = "late" }, cancellationToken: Ct).ShouldBeRefused()).Code.ShouldBe("not_cancellable");
    }

    [Fact]
    public async Task A_paid_order_is_called_off_and_its_money_goes_back()
    {
        var office = await shop.NewOffice(Permissions.OrdersRead, Permissions.OrdersRefund);
        var paid = await shop.Shop.HasPaidOrder();
        var ended = (await Orders(office)[$"{paid.Id}"].Cancellation.PostAsync(new NewCancellation { Reason = "You asked us to." }, cancellationToken: Ct))!.Order!;
        (ended.State, ended.EndReason).ShouldBe((OrderState.Cancelled, "You asked us to."));
        await TestShop.Until(
            async () => (await Orders(office)[$"{paid.Id}"].GetAsync(cancellationToken: Ct))!.Order!.Refunded!.Minor == paid.Total.Minor, "the money to go back");
    }

    [Fact]
    public async Task A_refund_is_made_once_whatever_became_of_its_answer()
    {
        var paid = await shop.Shop.HasPaidOrder();
        var path = $"/api/v1/admin/orders/{paid.Id}/refunds";
        const string body = """{"amount":{"minor":1000,"currency":"USD"},"reason":"A scratch."}""";
        using var first = await Send(HttpMethod.Post, path, body, null, "refund-one");
        first.StatusCode.ShouldBe(HttpStatusCode.OK, await first.Content.ReadAsStringAsync(Ct));
        shop.Shop.Database.Execute("UPDATE api_answers SET status = NULL, content = NULL, claimed_until = 0 WHERE status IS NOT NULL");    // as a process leaves it that dies before it keeps the answer
        using var again = await Send(HttpMethod.Post, path, body, null, "refund-one");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Headers.Contains("Idempotency-Replayed").ShouldBeFalse("it was answered anew");
        Refunded(await again.Content.ReadAsStringAsync(Ct)).ShouldBe(1000);
        using var second = await Send(HttpMethod.Post, path, body, null, "refund-two");
        Refunded(await second.Content.ReadAsStringAsync(Ct)).ShouldBe(2000);
        using var more = await Send(HttpMethod.Post, path, body.Replace("1000", $"{paid.Total.Minor}", StringComparison.Ordinal), null, "refund-three");
        more.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_key_does_what_it_is_for_and_no_more()
    {
        var reader = await shop.NewOffice(Permissions.OrdersRead);
        var order = Orders(reader)[$"{shop.Ada.Order.OrderId}"];
        (await order.GetAsync(cancellationToken: Ct))!.Order!.Number.ShouldBe(shop.Ada.Order.Number);
        (await order.Shipment.PostAsync(Shipment, cancellationToken: Ct).ShouldBeRefused()).Status.ShouldBe(403);
        (await order.Cancellation.PostAsync(new NewCancellation { Reason = "x" }, cancellationToken: Ct).ShouldBeRefused()).Status.ShouldBe(403);
        (await reader.Api.V1.Admin.Products.GetAsync(cancellationToken: Ct).ShouldBeRefused()).Status.ShouldBe(403);
        (await reader.Api.V1.Orders.GetAsync(cancellationToken: Ct).ShouldBeRefused()).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_code_is_made_counts_and_is_switched_off()
    {
        var office = await shop.NewOffice(Permissions.DiscountsEdit);
        var wish = new NewDiscount { Code = "API-TEN", Kind = DiscountKind.Percent, Value = 1000 };
        (await office.Api.V1.Admin.Discounts.PostAsync(wish, cancellationToken: Ct))!.Active.ShouldBe(true);
        (await office.Api.V1.Admin.Discounts.PostAsync(wish, cancellationToken: Ct).ShouldBeRefused()).Field.ShouldBe("code");
        var partner = await shop.NewPartner(shop.Ada);
        var cart = partner.Api.V1.Carts[await partner.HasCartOf(await shop.Shop.HasPart())];
        (await cart.Discount.PutAsync(new DiscountCode { Code = "api-ten" }, cancellationToken: Ct))!.Discount!.Minor.ShouldBe(10_00);
        (await office.Api.V1.Admin.Discounts["API-TEN"].Active.PutAsync(new DiscountActivity { Active = false }, cancellationToken: Ct))!.Active.ShouldBe(false);
        (await cart.GetAsync(cancellationToken: Ct))!.Discount!.Minor.ShouldBe(0);
        (await cart.Discount.PutAsync(new DiscountCode { Code = "api-ten" }, cancellationToken: Ct).ShouldBeRefused()).Code.ShouldBe("discount_refused");
    }

    [Theory]
    [InlineData("state=lost", "state")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-11-02&to=2026-11-01", "to")]
    public async Task A_wrong_value_is_refused_by_its_name(string query, string field)
    {
        using var answer = await shop.OwnersPartner.GetAsync("/api/v1/admin/orders?" + query, Ct);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        (answer.StatusCode, problem.RootElement.GetProperty("field").GetString()).ShouldBe((HttpStatusCode.BadRequest, field));
    }

    private static NewShipment Shipment { get; } = new() { Carrier = "UPS", TrackingNumber = "1Z999AA10123456784" };

    private static Client.Api.V1.Admin.Orders.OrdersRequestBuilder Orders(GigGatekClient office) => office.Api.V1.Admin.Orders;

    private static void Anyhow<T>(Microsoft.Kiota.Abstractions.RequestConfiguration<T> request)
        where T : class, new() => request.Headers.Add("If-Match", "*");

    private static string PriceOf(AdminProduct product, string sku) => $"/api/v1/admin/products/{product.Id}/variants/{sku}/price";

    private static string Price(long minor) => $"{{\"price\":{{\"minor\":{minor},\"currency\":\"USD\"}}}}";

    private static long Refunded(string order)
    {
        using var json = JsonDocument.Parse(order);
        return json.RootElement.GetProperty("order").GetProperty("refunded").GetProperty("minor").GetInt64();
    }

    private async Task<AdminProduct> Find(GigGatekClient office, string sku)
    {
        var name = (await shop.Shop.Offer(sku)).Name;
        var found = (await office.Api.V1.Admin.Products.GetAsync(request => request.QueryParameters.Q = name, Ct))!.Items!.Single();
        return (await office.Api.V1.Admin.Products[found.Id!].GetAsync(cancellationToken: Ct))!;
    }

    private async Task<(string Tag, string Body)> Read(string path)
    {
        using var answer = await shop.OwnersPartner.GetAsync(path, Ct);
        return (answer.Headers.ETag!.ToString(), await answer.Content.ReadAsStringAsync(Ct));
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string body, string? seen, string? name = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (seen is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", seen);
        }

        if (name is not null)
        {
            request.Headers.Add("Idempotency-Key", name);
        }

        return await shop.OwnersPartner.SendAsync(request, Ct);
    }
}
