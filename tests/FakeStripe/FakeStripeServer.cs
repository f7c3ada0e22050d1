using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.FakeStripe;

/// <summary>
/// Stripe on a loopback port: the API that shops speak (form-encoded requests, JSON answers and errors, idempotency keys,
/// events, webhooks), the bank's question, and a script in place of Stripe.js. What it does follows docs.stripe.com.
/// </summary>
public sealed class FakeStripeServer : IAsyncDisposable
{
    public const string Version = "2026-10-28.endive";
    public const string SecretKey = "sk_test_fake0123456789abcdef";
    public const string PublishableKey = "pk_test_fake0123456789abcdef";
    public const string WebhookSecret = "whsec_fake_0123456789abcdef0123456789abcdef";

    private readonly TimeProvider _clock;
    private readonly Ledger _ledger;
    private readonly Idempotency _keys;
    private readonly Api _api;
    private readonly Messenger _messenger;
    private WebApplication? _app;
    private int _requests;

    public FakeStripeServer(int port, TimeProvider? clock = null)
    {
        Address = new Uri($"http://localhost:{port}");
        _clock = clock ?? TimeProvider.System;
        _ledger = new Ledger(_clock, Version) { Address = Address };
        _keys = new Idempotency(_clock);
        _api = new Api(_ledger);
        _messenger = new Messenger(_clock) { Secrets = [WebhookSecret] };
        _ledger.Announce = _messenger.Send;
    }

    public Uri Address { get; }

    public Uri ScriptUrl => new(Address, "/endive/stripe.js");

    public IReadOnlyList<Intent> Intents => _ledger.Intents;

    public IReadOnlyList<StripeRefund> Refunds => _ledger.Refunds;

    public IReadOnlyList<StripeDispute> Disputes => _ledger.Disputes;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<JsonObject> Events => _ledger.Events;

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Says of each request of the API what goes wrong with it.</summary>
    public Func<FakeRequest, Fault> Faults { get; set; } = _ => Fault.None;

    /// <summary>How long an answer that hangs takes.</summary>
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(30);

    public Post Post { get => _messenger.Post; set => _messenger.Post = value; }

    public IReadOnlyList<string> WebhookSecrets { get => _messenger.Secrets; set => _messenger.Secrets = value; }

    /// <summary>Webhooks that were taken.</summary>
    public int Delivered => Volatile.Read(ref _messenger.Delivered);

    /// <summary>What a shop is configured with to speak to this one.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["Payments:Provider"] = "stripe",
        ["Payments:WebhookSecret"] = WebhookSecret,
        ["Payments:Stripe:SecretKey"] = SecretKey,
        ["Payments:Stripe:PublishableKey"] = PublishableKey,
        ["Payments:Stripe:ApiUrl"] = Address.GetLeftPart(UriPartial.Authority),
        ["Payments:Stripe:ScriptUrl"] = ScriptUrl.AbsoluteUri,
    };

    /// <param name="shop">Where webhooks go; null: nowhere.</param>
    public async Task StartAsync(Uri? shop)
    {
        _messenger.Target = shop is null ? null : new Uri(shop, "/webhooks/payments/stripe");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.GetLeftPart(UriPartial.Authority));
        _app = builder.Build();
        _app.Map("/v1/{**path}", Answer);
        _app.MapBank(_ledger);
        _app.MapScript();
        await _app.StartAsync();
    }

    /// <summary>A token of a card, as Stripe.js gets it; by its number.</summary>
    public string NewToken(string number) => _ledger.NewToken(Cards.Find(number) ?? throw new ArgumentException("Stripe has no such test card.", nameof(number)));

    /// <summary>The shopper answers to his bank.</summary>
    public void AnswerBank(string intentId, bool approves) => _ledger.Answer(intentId, approves);

    public StripeDispute Dispute(string intentId, string reason = "fraudulent", bool isInquiry = false) => _ledger.Dispute(intentId, reason, isInquiry);

    public void CloseDispute(string id, string status) => _ledger.CloseDispute(id, status);

    /// <summary>A refund that somebody makes on Stripe's own pages.</summary>
    public void RefundByHand(string intentId, long amount) => _ledger.Refund(intentId, amount, []);

    /// <summary>Lets slow refunds be decided.</summary>
    public void Tick() => _ledger.Tick();

    /// <summary>Sends what is held back to be shuffled.</summary>
    public void FlushWebhooks() => _messenger.Flush();

    /// <summary>Sends a message with any signature; answers the status.</summary>
    public Task<int> Deliver(string body, string signature) => _messenger.Deliver(body, signature);

    public static string Sign(string body, DateTimeOffset at, params string[] secrets) => Messenger.Sign(body, at, secrets);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        _messenger.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        AllowScripts(context);
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            return;
        }

        var path = ((string?)context.GetRouteValue("path") ?? "").Split('/');
        var fault = Faults(new FakeRequest(Interlocked.Increment(ref _requests), context.Request.Method, "/v1/" + string.Join('/', path)));
        if (fault == Fault.BreaksBefore)
        {
            context.Abort();
            return;
        }

        Answer answer;
        try
        {
            var asked = await Read(context.Request);
            Authenticate(context.Request, path);
            answer = fault == Fault.TooMany
                ? throw new StripeRefusal(429, "invalid_request_error", "rate_limit", "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.") { Begun = false }
                : Work(context, path, asked, fault);
        }
        catch (StripeRefusal refusal)
        {
            answer = new Answer(refusal.Status, refusal.ToJson());
        }

        if (fault == Fault.Hangs)
        {
            await Task.Delay(Silence, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (fault == Fault.BreaksAfter)
        {
            context.Abort();
            return;
        }

        await Write(context.Response, answer);
    }

    private Answer Work(HttpContext context, string[] path, IReadOnlyDictionary<string, string> asked, Fault fault)
    {
        var key = HttpMethods.IsPost(context.Request.Method) ? context.Request.Headers["Idempotency-Key"].ToString() : "";
        if (key.Length > 0 && _keys.Begin(key, $"{context.Request.Path} {string.Join('&', asked.OrderBy(pair => pair.Key, StringComparer.Ordinal))}") is { } kept)
        {
            context.Response.Headers["Idempotent-Replayed"] = "true";
            return kept;
        }

        var answer = Execute(context.Request.Method, path, asked, fault, out var begun);
        if (key.Length > 0 && begun)
        {
            _keys.Keep(key, answer);
        }
        else if (key.Length > 0)
        {
            _keys.Forget(key);
        }

        return answer;
    }

    private Answer Execute(string method, string[] path, IReadOnlyDictionary<string, string> asked, Fault fault, out bool begun)
    {
        var broken = new Answer(500, new StripeRefusal(500, "api_error", null, "An unknown error occurred.").ToJson());
        begun = true;
        if (fault == Fault.FailsBefore)
        {
            return broken;
        }

        try
        {
            _ledger.Tick();
            var body = _api.Handle(method, path, asked);
            return fault == Fault.FailsAfter ? broken : new Answer(200, body);
        }
        catch (StripeRefusal refusal)
        {
            begun = refusal.Begun;
            return fault == Fault.FailsAfter && begun ? broken : new Answer(refusal.Status, refusal.ToJson());
        }
    }

    /// <summary>Scripts may do what scripts may: get a token, with the key that everybody sees.</summary>
    private static void Authenticate(HttpRequest request, string[] path)
    {
        var key = request.Headers.Authorization.ToString();
        if (key == $"Bearer {PublishableKey}" && path is ["confirmation_tokens"])
        {
            return;
        }

        if (key != $"Bearer {SecretKey}")
        {
            throw new StripeRefusal(401, "invalid_request_error", null, "Invalid API Key provided: sk_test_****.") { Begun = false };
        }

        if (request.Headers["Stripe-Version"] != Version)
        {
            throw new StripeRefusal(400, "invalid_request_error", null, $"This test expects the pinned version {Version}, not {request.Headers["Stripe-Version"]}.") { Begun = false };
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> Read(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
        {
            return request.Query.SelectMany(pair => pair.Value.Select((value, index) => (Key: pair.Value.Count > 1 ? $"{pair.Key}{index}" : pair.Key, Value: value ?? "")))
                .ToDictionary(pair => pair.Key, pair => pair.Value);
        }

        if (request.ContentLength > 0 && !request.HasFormContentType)
        {
            throw new StripeRefusal(400, "invalid_request_error", null, "Requests are form-encoded.") { Begun = false };
        }

        return request.HasFormContentType ? (await request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString()) : new Dictionary<string, string>();
    }

    private static void AllowScripts(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.AccessControlAllowHeaders = "authorization, content-type, stripe-version";
    }

    private static Task Write(HttpResponse response, Answer answer)
    {
        response.StatusCode = answer.Status;
        if (answer.Status >= 500)
        {
            response.Headers["Stripe-Should-Retry"] = "false";    // the key would answer the same again
        }

        response.Headers["Request-Id"] = "req_fake";
        response.ContentType = "application/json";
        return response.WriteAsync(answer.Body.ToJsonString(), Encoding.UTF8);
    }
}
