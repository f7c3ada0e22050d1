using System.Net;
using GigGatek.Client;
using GigGatek.Client.Models;
using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Payments;
using GigGatek.Tests.Integration.Web;
using OrderState = GigGatek.Client.Models.OrderState;

namespace GigGatek.Tests.Integration.Api;

/// <summary>A partner buys, through the generated client alone.</summary>
[Collection(ApiShop.Collection)]
[Trait("Path", "edge")]
public sealed class OrderApiTests(FurnishedShop shop)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_two_SKUs_to_a_paid_order()
    {
        var partner = await shop.NewPartner(shop.Ada);
        var skus = await shop.Shop.HasParts(2, units: 9, cents: 50_00);
        var cart = (await partner.Api.V1.Carts.PostAsync(new NewCart { Lines = [new() { Sku = skus[0], Quantity = 2 }] }, cancellationToken: Ct))!;
        var own = partner.Api.V1.Carts[cart.Id!];
        (cart.Lines!.Single().Quantity, cart.Subtotal!.Minor).ShouldBe((2, 100_00));

        cart = (await own.Lines[skus[1]].PutAsync(new LineQuantity { Quantity = 1 }, cancellationToken: Ct))!;
        cart.Lines!.Select(line => line.Sku).ShouldBe(skus);
        cart = (await own.Lines[skus[0]].PutAsync(new LineQuantity { Quantity = 3 }, cancellationToken: Ct))!;
        cart.Subtotal!.Minor.ShouldBe(200_00);
        cart = (await own.Lines[skus[1]].DeleteAsync(cancellationToken: Ct))!;
        cart.Lines!.Single().Sku.ShouldBe(skus[0]);
        cart = (await own.Discount.PutAsync(new DiscountCode { Code = await shop.Shop.HasCode() }, cancellationToken: Ct))!;
        cart.Discount!.Minor.ShouldBe(15_00);

        (await own.Delivery.GetAsync(cancellationToken: Ct))!.Address.ShouldBeNull();
        var delivery = (await own.Delivery.PutAsync(ApiShop.Portland, cancellationToken: Ct))!;
        (delivery.Address!.City, delivery.Contact!.Email).ShouldBe(("Portland", "buyer@partner.example"));
        delivery = (await own.Shipping.PutAsync(new ShippingCode { Code = delivery.Shipping![0].Code }, cancellationToken: Ct))!;
        delivery.Shipping!.Single(way => way.Selected == true).Code.ShouldBe(delivery.Shipping![0].Code);

        var quote = (await own.Quotes.PostAsync(cancellationToken: Ct))!;
        quote.Total!.Minor.ShouldBe(135_00 + quote.Shipping!.Price!.Minor!.Value + quote.Taxes!.Where(tax => tax.Included == false).Sum(tax => tax.Amount!.Minor!.Value));
        var order = (await partner.Api.V1.Orders.PostAsync(new NewOrder { Cart = cart.Id, Quote = quote.Token }, cancellationToken: Ct))!;
        (order.State, order.Total!.Minor, order.Payment!.Captured!.Minor).ShouldBe((OrderState.AwaitingPayment, quote.Total.Minor, 0));
        (await own.GetAsync(cancellationToken: Ct))!.Lines!.ShouldBeEmpty("its units are in the order");

        order = (await Pay(partner, order, PaymentSteps.Pays))!;
        order.State.ShouldBe(OrderState.Paid);
        var found = (await partner.Api.V1.Orders[order.Number!].GetAsync(cancellationToken: Ct))!;
        (found.State, found.Payment!.Captured!.Minor, found.Lines!.Single().Sku).ShouldBe((OrderState.Paid, quote.Total.Minor, skus[0]));
        (await partner.Api.V1.Orders.GetAsync(cancellationToken: Ct))!.Items![0].Number.ShouldBe(order.Number);
        (await shop.Nobody.Read(new Uri(order.Url!).PathAndQuery)).ShouldContain(order.Number!);
        (await shop.Ada.Browser.Read($"/account/orders/{order.Number}")).ShouldContain("Grace Hopper");
    }

    [Fact]
    public async Task A_declined_card_can_be_tried_again_and_a_bank_that_asks_is_named()
    {
        var partner = await shop.NewPartner(shop.Ada);
        var order = await HasOrder(partner);
        var declined = (await Pay(partner, order, PaymentSteps.IsDeclined))!;
        (declined.State, declined.Payment!.Problem).ShouldBe((OrderState.AwaitingPayment, "Your card was declined. You have not been charged: try another card."));

        var asked = (await Pay(partner, order, PaymentSteps.AsksTheBank))!;
        var bank = new Uri(asked.Payment!.ActionUrl.ShouldNotBeNull());
        using var page = await shop.Nobody.GetAsync(bank, Ct);
        page.StatusCode.ShouldBe(HttpStatusCode.OK, "the buyer is led to the bank's page");
        (await partner.Api.V1.Orders[order.Number!].GetAsync(cancellationToken: Ct))!.State.ShouldBe(OrderState.AwaitingPayment);
        (await Pay(partner, await HasOrder(partner), PaymentSteps.Pays))!.State.ShouldBe(OrderState.Paid);
    }

    [Fact]
    public async Task An_order_costs_what_was_quoted_or_is_refused()
    {
        var partner = await shop.NewPartner(shop.Ada);
        var sku = await shop.Shop.HasPart();
        var (cart, quote) = await HasQuote(partner, sku);
        await shop.Shop.Costs(sku, 120_00);
        var refused = await partner.Api.V1.Orders.PostAsync(new NewOrder { Cart = cart, Quote = quote.Token }, cancellationToken: Ct).ShouldBeRefused();
        (refused.Code, refused.Status).ShouldBe(("price_changed", 409));

        var (other, _) = await HasQuote(partner, sku);
        var again = (await partner.Api.V1.Carts[cart].Quotes.PostAsync(cancellationToken: Ct))!;
        (await partner.Api.V1.Orders.PostAsync(new NewOrder { Cart = other, Quote = again.Token }, cancellationToken: Ct).ShouldBeRefused()).Code.ShouldBe("price_changed", "a quote belongs to its cart");
        var order = (await partner.Api.V1.Orders.PostAsync(new NewOrder { Cart = cart, Quote = again.Token }, cancellationToken: Ct))!;
        (await partner.Api.V1.Orders.PostAsync(new NewOrder { Cart = cart, Quote = again.Token }, cancellationToken: Ct))!.Number.ShouldBe(order.Number, "the same quote is the same order");
        (await partner.Api.V1.Orders.PostAsync(new NewOrder { Cart = cart, Quote = "guessed" }, cancellationToken: Ct).ShouldBeRefused()).Code.ShouldBe("quote_expired");
    }

    [Fact]
    public async Task What_is_anothers_is_not_there()
    {
        var ada = await shop.NewPartner(shop.Ada);
        var bob = await shop.NewPartner(shop.Bob);
        var order = await HasOrder(ada);
        var (cart, quote) = await HasQuote(ada, await shop.Shop.HasPart());
        foreach (var call in new Func<Task>[]
        {
            () => bob.Api.V1.Carts[cart].GetAsync(cancellationToken: Ct),
            () => bob.Api.V1.Carts[cart].Lines["any"].PutAsync(new LineQuantity { Quantity = 1 }, cancellationToken: Ct),
            () => bob.Api.V1.Carts[cart].Lines["any"].DeleteAsync(cancellationToken: Ct),
            () => bob.Api.V1.Carts[cart].Discount.PutAsync(new DiscountCode { Code = "ANY" }, cancellationToken: Ct),
            () => bob.Api.V1.Carts[cart].Discount.DeleteAsync(cancellationToken: Ct),
            () => bob.Api.V1.Carts[cart].Delivery.GetAsync(cancellationToken: Ct),
            () => bob.Api.V1.Carts[cart].Delivery.PutAsync(ApiShop.Portland, cancellationToken: Ct),
            () => bob.Api.V1.Carts[cart].Shipping.PutAsync(new ShippingCode { Code = "standard" }, cancellationToken: Ct),
            () => bob.Api.V1.Carts[cart].Quotes.PostAsync(cancellationToken: Ct),
            () => bob.Api.V1.Orders.PostAsync(new NewOrder { Cart = cart, Quote = quote.Token }, cancellationToken: Ct),
            () => bob.Api.V1.Orders[order.Number!].GetAsync(cancellationToken: Ct),
            () => Pay(bob, order, PaymentSteps.Pays),
        })
        {
            (await call().ShouldBeRefused()).Status.ShouldBe(404);
        }

        (await bob.Api.V1.Orders.GetAsync(cancellationToken: Ct))!.Items!.ShouldNotContain(item => item.Number == order.Number);
        (await ada.Api.V1.Carts[cart].Delivery.GetAsync(cancellationToken: Ct))!.Address!.Name.ShouldBe("Grace Hopper", "nothing of it was changed");
    }

    [Fact]
    public async Task Pages_of_orders_put_together_are_all_of_them_once()
    {
        var partner = await shop.NewPartner(shop.Ada);
        var numbers = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await partner.Api.V1.Orders.GetAsync(request => request.QueryParameters.Cursor = cursor, Ct))!;
            numbers.AddRange(page.Items!.Select(order => order.Number!));
            cursor = page.Next;
        }
        while (cursor is not null);

        numbers.Distinct().Count().ShouldBe(numbers.Count);
        numbers.Count.ShouldBeGreaterThanOrEqualTo(20);
        numbers.ShouldContain(shop.Ada.Order.Number);
    }

    [Fact]
    public async Task An_account_is_told_with_what_its_key_may_do()
    {
        var account = (await (await shop.NewPartner(shop.Ada)).Api.V1.Account.GetAsync(cancellationToken: Ct))!;
        (account.Email, account.Name).ShouldBe((FurnishedShop.AdasEmail, FurnishedShop.AdasName));
        account.Scopes.ShouldBe([ApiScopes.Shop]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with\na break")]
    public async Task A_payment_method_is_a_token(string method)
    {
        var partner = await shop.NewPartner(shop.Ada);
        var refused = await partner.Api.V1.Orders[shop.Ada.Order.Number].Payments.PostAsync(new NewPayment { Method = method }, cancellationToken: Ct).ShouldBeRefused();
        (refused.Status, refused.Field).ShouldBe((422, "method"));
    }

    [Fact]
    public async Task A_cart_that_cannot_be_had_as_a_whole_is_refused_with_the_line()
    {
        var partner = await shop.NewPartner(shop.Ada);
        var sku = await shop.Shop.HasPart(units: 2);
        var refused = await Make((sku, 1), ("no-such-sku", 1)).ShouldBeRefused();
        (refused.Status, refused.Field).ShouldBe((404, "lines[1].sku"));
        refused = await Make((sku, 3)).ShouldBeRefused();
        (refused.Code, refused.Field).ShouldBe(("too_few", "lines[0].sku"));
        (await Make((sku, 21)).ShouldBeRefused()).Field.ShouldBe("lines[0].quantity");
        (await Make((sku, 1), (sku, 1)).ShouldBeRefused()).Field.ShouldBe("lines");
        (await Make().ShouldBeRefused()).Field.ShouldBe("lines");

        Task Make(params (string Sku, int Quantity)[] lines) =>
            partner.Api.V1.Carts.PostAsync(new NewCart { Lines = [.. lines.Select(line => new NewCartLine { Sku = line.Sku, Quantity = line.Quantity })] }, cancellationToken: Ct);
    }

    private static Task<Order?> Pay(GigGatekClient partner, Order order, string card) =>
        partner.Api.V1.Orders[order.Number!].Payments.PostAsync(new NewPayment { Method = card }, cancellationToken: Ct);

    private async Task<Order> HasOrder(GigGatekClient partner)
    {
        var (cart, quote) = await HasQuote(partner, await shop.Shop.HasPart());
        return (await partner.Api.V1.Orders.PostAsync(new NewOrder { Cart = cart, Quote = quote.Token }, cancellationToken: Ct))!;
    }

    private static async Task<(string Cart, Quote Quote)> HasQuote(GigGatekClient partner, string sku)
    {
        var cart = await partner.HasCartOf(sku);
        return (cart, (await partner.Api.V1.Carts[cart].Quotes.PostAsync(cancellationToken: Ct))!);
    }
}
