using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Tests.FakeStripe;

/// <summary>3-D Secure as the shopper sees it: a page of the bank's, from which he is sent back with the outcome in the address.</summary>
internal static class BankPages
{
    public static void MapBank(this IEndpointRouteBuilder app, Ledger ledger)
    {
        app.MapGet("/3d_secure/{id}", (string id) => Results.Text(
            $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>3D Secure 2 Test Page</title></head><body><main><h1>3D Secure 2 Test Page</h1>
            <form method="post" action="/3d_secure/{HtmlEncoder.Default.Encode(id)}"><button name="answer" value="complete">Complete</button><button name="answer" value="fail">Fail</button></form>
            </main></body></html>
            """,
            "text/html; charset=utf-8"));
        app.MapPost("/3d_secure/{id}", async (string id, HttpRequest request, HttpResponse response) =>
        {
            var approves = (await request.ReadFormAsync())["answer"] == "complete";
            ledger.Answer(id, approves);
            response.Headers.Location = $"{ledger.ReturnUrlOf(id)}?payment_intent={id}&payment_intent_client_secret={id}_secret_fake&redirect_status={(approves ? "succeeded" : "failed")}";
            response.StatusCode = StatusCodes.Status303SeeOther;
        });
    }
}
