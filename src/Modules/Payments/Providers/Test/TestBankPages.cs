using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Payments.Providers.Test;

/// <summary>The bank's question (3-D Secure) as a page. It exists only where the test provider is configured.</summary>
internal static class TestBankPages
{
    private const string StyleFile = "bank.css";

    public static string PathOf(string intentId) => "/test-bank/" + intentId;

    public static void MapTestBank(this IEndpointRouteBuilder app)
    {
        var bank = app.MapGroup("/test-bank");
        bank.MapGet(StyleFile, () => Results.Text(TestBankHtml.Style, "text/css"));
        bank.MapGet("{intentId}", Ask);
        bank.MapPost("{intentId}", Answer);
    }

    private static async Task<IResult> Ask(string intentId, HttpResponse response, TestBankIntents intents, CancellationToken ct)
    {
        response.Headers.CacheControl = "no-store";
        return await intents.Find(intentId, ct) is { ReturnUrl: not null } intent
            ? Html(TestBankHtml.Question(intent), StatusCodes.Status200OK)
            : Html(TestBankHtml.NotFound, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Answer(string intentId, HttpRequest request, TestBankIntents intents, CancellationToken ct)
    {
        if (await ReadAnswer(request, ct) is not { } approves)
        {
            return Html(TestBankHtml.NotUnderstood, StatusCodes.Status400BadRequest);
        }

        if (await intents.Answer(intentId, approves, ct) is not { ReturnUrl: { } returnUrl })
        {
            return Html(TestBankHtml.NotFound, StatusCodes.Status404NotFound);
        }

        request.HttpContext.Response.Headers.Location = returnUrl;    // checked to be this shop's when the payment was confirmed
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Null when the form says neither.</summary>
    private static async Task<bool?> ReadAnswer(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(ct);
            return form["answer"].ToString() switch { "approve" => true, "decline" => false, _ => null };
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private static IResult Html(string page, int status) => Results.Text(page, "text/html; charset=utf-8", statusCode: status);
}
