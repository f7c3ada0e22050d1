using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using GigGatek.Contracts.Payments;
using static GigGatek.Tests.Integration.Payments.PaymentSteps;

namespace GigGatek.Tests.Integration.Payments;

[Trait("Database", "any")]
public sealed class TestBankPageTests(TestShop shop) : IClassFixture<TestShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("approve", PaymentState.Succeeded)]
    [InlineData("decline", PaymentState.Open)]
    public async Task The_bank_asks_and_sends_the_shopper_back(string answer, PaymentState then)
    {
        using var visitor = shop.NewVisitor();
        var payment = await shop.HasPayment(40_00);
        var asked = await shop.PaysWith(payment, AsksTheBank);
        asked.State.ShouldBe(PaymentState.RequiresAction);

        var page = await new HtmlParser().ParseDocumentAsync(await visitor.GetStringAsync(asked.ActionUrl, Ct));
        page.QuerySelector("dl")!.TextContent.ShouldContain("USD 40.00");
        page.QuerySelectorAll("button").Select(button => button.GetAttribute("value")).ShouldBe(["approve", "decline"]);
        page.QuerySelectorAll("[style], style, script").ShouldBeEmpty();

        using var back = await Press(visitor, asked.ActionUrl, answer);
        back.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        back.Headers.Location.ShouldBe(new Uri(shop.Address, $"/orders/{payment.Id}"));
        var end = (await shop.Get<IPayments>().RefreshAsync(payment.Id, Ct)).ShouldNotBeNull();
        end.State.ShouldBe(then);
        (end.Problem is null).ShouldBe(then == PaymentState.Succeeded);

        using var twice = await Press(visitor, asked.ActionUrl, "decline");
        twice.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await shop.Get<IPayments>().RefreshAsync(payment.Id, Ct)).ShouldNotBeNull().State.ShouldBe(then);
        (await visitor.GetStringAsync(asked.ActionUrl, Ct)).ShouldContain("Nothing to approve");
    }

    [Fact]
    public async Task A_shopper_who_never_comes_back_has_paid_all_the_same()
    {
        using var visitor = shop.NewVisitor();
        var payment = await shop.HasPayment(41_00);
        var asked = await shop.PaysWith(payment, AsksTheBank);
        (await Press(visitor, asked.ActionUrl, "approve")).Dispose();
        await shop.WaitsFor(payment, PaymentState.Succeeded);
    }

    [Fact]
    public async Task Another_card_may_be_tried_while_the_bank_asks()
    {
        var payment = await shop.HasPayment(42_00);
        await shop.PaysWith(payment, AsksTheBank);
        var paid = await shop.PaysWith(payment, Pays);
        paid.State.ShouldBe(PaymentState.Succeeded);
        paid.ActionUrl.ShouldBeNull();
    }

    [Fact]
    public async Task Unknown_payments_and_malformed_answers_get_a_sentence()
    {
        using var visitor = shop.NewVisitor();
        using var unknown = await visitor.GetAsync(new Uri("/test-bank/pi_unknown", UriKind.Relative), Ct);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var unknownAnswer = await Press(visitor, "/test-bank/pi_unknown", "approve");
        unknownAnswer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var asked = await shop.PaysWith(await shop.HasPayment(43_00), AsksTheBank);
        using var other = await Press(visitor, asked.ActionUrl, "perhaps");
        other.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var json = await visitor.PostAsync(asked.ActionUrl, JsonContent.Create(new { }), Ct);
        json.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await json.Content.ReadAsStringAsync(Ct)).ShouldContain("Nothing was charged");
    }

    [Fact]
    public async Task Another_site_cannot_press_the_button()
    {
        using var visitor = shop.NewVisitor();
        var payment = await shop.HasPayment(44_00);
        var asked = await shop.PaysWith(payment, AsksTheBank);
        visitor.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var refused = await Press(visitor, asked.ActionUrl, "approve");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task<HttpResponseMessage> Press(HttpClient visitor, string? page, string button) =>
        visitor.PostAsync(page, new FormUrlEncodedContent([KeyValuePair.Create("answer", button)]), Ct);
}
