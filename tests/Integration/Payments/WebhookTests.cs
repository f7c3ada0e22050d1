using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using GigGatek.Contracts.Payments;
using static GigGatek.Tests.Integration.Payments.PaymentSteps;

namespace GigGatek.Tests.Integration.Payments;

/// <summary>The provider's messages: early, late, twice, never, and forged.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Secret = "a-secret-of-this-test-0123456789-0123456789";

    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _shop.Settings["Payments:WebhookSecret"] = Secret;
        _shop.Settings["Payments:Test:SlowMilliseconds"] = "1000";
        _shop.Settings["Payments:Test:SilenceMilliseconds"] = "200";
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_webhook_alone_settles_a_payment_whose_page_got_no_answer()
    {
        await Start(("Payments:ReconcileAfterSeconds", "3600"));
        var payment = await _shop.HasPayment(30_00);
        (await _shop.PaysWith(payment, IsSilent)).State.ShouldBe(PaymentState.Processing);
        await _shop.WaitsFor(payment, PaymentState.Succeeded);
        (await _shop.FindingsOfPayments()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_reconciler_alone_settles_a_payment_whose_webhook_never_comes()
    {
        await Start(("Payments:Test:SendWebhooks", "false"), ("Payments:ReconcileAfterSeconds", "1"));
        var payment = await _shop.HasPayment(30_00);
        (await _shop.PaysWith(payment, IsSilent)).State.ShouldBe(PaymentState.Processing);
        await _shop.WaitsFor(payment, PaymentState.Succeeded);
        (await _shop.Count("payments_webhook_events")).ShouldBe(0);
    }

    [Fact]
    public async Task Webhooks_that_come_twice_and_out_of_order_change_nothing()
    {
        await Start();
        var payment = await _shop.HasPaid(30_00, TellsTwice);
        await TestShop.Until(async () => await _shop.Count("payments_test_webhooks WHERE due_at IS NULL") == 4, "all four to be delivered");
        (await _shop.Looks(payment)).State.ShouldBe(PaymentState.Succeeded);
        (await _shop.Count($"payments_ledger_entries WHERE payment_id = {payment.Id}")).ShouldBe(2);
        (await _shop.Count("payments_outbox WHERE type = 'PaymentSucceeded'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_webhook_that_claims_success_does_not_make_it()
    {
        await Start(("Payments:Test:SendWebhooks", "false"));
        var payment = await _shop.HasPayment(30_00);
        await _shop.PaysWith(payment, AsksTheBank);
        var intent = await _shop.Sql($"SELECT intent FROM payments_payments WHERE id = {payment.Id}");
        var body = $$"""{"id":"evt_early","type":"payment_intent.succeeded","created":1,"intent":"{{intent}}"}""";

        (await Send(body, Sign(body))).ShouldBe(HttpStatusCode.NoContent);
        (await _shop.Looks(payment)).State.ShouldBe(PaymentState.RequiresAction);
        (await Send(body, Sign(body))).ShouldBe(HttpStatusCode.NoContent, "seen before");
    }

    [Fact]
    public async Task A_webhook_of_an_intent_that_is_not_ours_is_taken_and_ignored()
    {
        await Start();
        var body = """{"id":"evt_1","type":"payment_intent.succeeded","created":1,"intent":"pi_of_another_shop"}""";
        (await Send(body, Sign(body))).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Forged_old_and_oversized_webhooks_are_refused()
    {
        await Start();
        var body = """{"id":"evt_1","type":"payment_intent.succeeded","created":1,"intent":"pi_1"}""";
        (await Send(body, null)).ShouldBe(HttpStatusCode.BadRequest);
        (await Send(body, Sign(body, secret: "another"))).ShouldBe(HttpStatusCode.BadRequest);
        (await Send(body + " ", Sign(body))).ShouldBe(HttpStatusCode.BadRequest);
        (await Send(body, Sign(body, ageInSeconds: 301))).ShouldBe(HttpStatusCode.BadRequest);
        (await Send(body, Sign(body, ageInSeconds: -360))).ShouldBe(HttpStatusCode.BadRequest);

        var large = new string(' ', 64 * 1024) + body;
        (await Send(large, Sign(large))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_webhook_that_is_not_taken_is_sent_again()
    {
        await Start(("Payments:WebhookSecret", null), ("Payments:Test:WebhookUrl", "http://localhost:1/"));
        await _shop.HasPaid(30_00);
        await TestShop.Until(async () => await _shop.Count("payments_test_webhooks WHERE attempts >= 2") == 1, "the second attempt");
    }

    private async Task Start(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            _shop.Settings[key] = value;
        }

        await _shop.InitializeAsync();
    }

    private async Task<HttpStatusCode> Send(string body, string? signature)
    {
        using var sender = _shop.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/payments/test") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        if (signature is not null)
        {
            request.Headers.Add("Test-Bank-Signature", signature);
        }

        using var answer = await sender.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static string Sign(string body, string secret = Secret, int ageInSeconds = 0)
    {
        var at = TimeProvider.System.GetUtcNow().AddSeconds(-ageInSeconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{body}"));
        return $"t={at},v1={Convert.ToHexStringLower(hash)}";
    }
}
