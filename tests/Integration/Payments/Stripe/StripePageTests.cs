using System.Net;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.FakeStripe;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Payments.Stripe;

/// <summary>The pages around a payment with Stripe, as a browser without script gets them.</summary>
[Trait("Database", "any")]
public sealed class StripePageTests(StripeShop stripe) : IClassFixture<StripeShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Host => stripe.Stripe.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task The_page_that_pays_has_no_field_for_a_card_and_lets_stripe_in_and_no_other_page_does()
    {
        using var visitor = stripe.Shop.NewVisitor();
        var order = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        using var pay = await visitor.GetAsync(new Uri($"/orders/{order.Secret}/pay", UriKind.Relative), Ct);
        var page = await pay.Content.ReadAsStringAsync(Ct);
        page.ShouldContain($"src=\"{stripe.Stripe.ScriptUrl}\"");
        page.ShouldContain(FakeStripeServer.PublishableKey);
        page.ShouldNotContain(FakeStripeServer.SecretKey);
        page.ShouldNotContain("cc-number");
        var policy = pay.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain($"script-src 'self' {Host};");
        policy.ShouldContain($"frame-src {Host}");
        policy.ShouldContain("form-action 'self';");
        policy.ShouldNotContain("unsafe");

        foreach (var other in new[] { "/", "/cart", $"/orders/{order.Secret}" })
        {
            using var answer = await visitor.GetAsync(new Uri(other, UriKind.Relative), Ct);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain(Host, Case.Insensitive, other);
        }
    }

    [Fact]
    public async Task A_bank_on_another_host_is_reached_over_a_page_of_ours_and_only_while_it_asks()
    {
        using var visitor = stripe.Shop.NewVisitor();
        var order = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        (await Sends(visitor, order, stripe.Stripe.NewToken(StripeShop.AsksTheBank))).ShouldBe((HttpStatusCode.SeeOther, $"/orders/{order.Secret}/bank"));
        var intent = stripe.Stripe.Intents[^1];
        using var page = await visitor.GetAsync(new Uri($"/orders/{order.Secret}/bank", UriKind.Relative), Ct);
        page.Headers.GetValues("Refresh").Single().ShouldBe($"0; url={Host}/3d_secure/{intent.Id}");

        stripe.Stripe.AnswerBank(intent.Id, approves: true);
        using var back = await visitor.GetAsync(new Uri($"/orders/{order.Secret}/return?payment_intent={intent.Id}&redirect_status=succeeded", UriKind.Relative), Ct);
        back.Headers.Location!.OriginalString.ShouldBe($"/orders/{order.Secret}");
        using var late = await visitor.GetAsync(new Uri($"/orders/{order.Secret}/bank", UriKind.Relative), Ct);
        late.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_return_that_claims_success_is_not_believed()
    {
        using var visitor = stripe.Shop.NewVisitor();
        var order = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        await Sends(visitor, order, stripe.Stripe.NewToken(StripeShop.AsksTheBank));
        using var back = await visitor.GetAsync(new Uri($"/orders/{order.Secret}/return?redirect_status=succeeded", UriKind.Relative), Ct);
        back.Headers.Location!.OriginalString.ShouldBe($"/orders/{order.Secret}/pay");
        (await stripe.Shop.Get<IOrders>().FindBySecretAsync(order.Secret, Ct))!.State.ShouldBe(OrderState.AwaitingPayment);
    }

    [Fact]
    public async Task A_form_without_a_token_is_refused_with_what_is_missing()
    {
        using var visitor = stripe.Shop.NewVisitor();
        var order = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        (await Sends(visitor, order, "")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static async Task<(HttpStatusCode Status, string? To)> Sends(HttpClient visitor, OrderPlacement order, string token)
    {
        using var answer = await visitor.PostAsync(
            new Uri($"/orders/{order.Secret}/pay", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("method", token)]), Ct);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString);
    }
}
