using System.Security.Cryptography;
using System.Text;
using GigGatek.Api.Callers;
using GigGatek.Api.Documents;
using GigGatek.Contracts;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Api.Idempotency;

/// <summary>
/// Unsafe calls that may be sent again: <c>Idempotency-Key</c> names the call (draft-ietf-httpapi-idempotency-key-header), and the same key again is answered as
/// the first time. A key belongs to its caller.
/// </summary>
internal static class IdempotentCalls
{
    private const string Header = "Idempotency-Key", Replayed = "Idempotency-Replayed";
    private const int LongestKey = 200, LargestBody = 1024 * 1024;

    /// <summary>Put it on every endpoint that changes something, after the one that asks who calls.</summary>
    public static TBuilder Repeatable<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Finally(builder =>
        {
            var answer = builder.RequestDelegate!;
            builder.RequestDelegate = context => AnswerOnce(context, answer);
        });
        return endpoint
            .WithMetadata(new TakesHeader(
                Header, true, "A name of your own for this call, such as a UUID. Sent again with the same name, the call is not done again: its answer comes once more.", LongestKey,
                "b1946ac9-2492-4d23-8f0a-6f5e0b1c7e11"))
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>What its caller has named the call.</summary>
    public static string NameOf(HttpContext context) => context.Request.Headers[Header].ToString();

    private static async Task AnswerOnce(HttpContext context, RequestDelegate answer)
    {
        var key = NameOf(context);
        if (key.Length is 0 or > LongestKey)
        {
            await Error.Invalid("idempotency_key", $"Send an {Header} of 1 to {LongestKey} letters, a new one for each call: a UUID will do.", Header)
                .ToProblem(context, StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        string request;
        var ct = context.RequestAborted;
        try
        {
            request = await HashOf(context.Request, ct);
        }
        catch (BadHttpRequestException fault)    // larger than the server reads
        {
            await context.ToProblem(fault.StatusCode).ExecuteAsync(context);
            return;
        }

        var kept = context.RequestServices.GetRequiredService<KeptAnswers>();
        switch (await kept.Claim(Hash($"{context.CallerId()}\n{key}"), request, ct))
        {
            case Claim.Ours ours:
                await AnswerAndKeep(context, answer, kept, ours.Id);
                break;
            case Claim.Answered answered:
                await Replay(context, answered.Answer);
                break;
            case Claim.Running:
                await Error.Conflict("still_running", "The same call is being answered at this moment. Send it again in a second.").ToProblem(context).ExecuteAsync(context);
                break;
            case Claim.Another:
                await Error.Invalid("idempotency_key_reused", $"Another request was sent with this {Header}. Give each call one of its own.", Header).ToProblem(context).ExecuteAsync(context);
                break;
        }
    }

    private static async Task AnswerAndKeep(HttpContext context, RequestDelegate answer, KeptAnswers kept, long id)
    {
        var body = context.Response.Body;
        using var written = new MemoryStream();
        context.Response.Body = written;
        try
        {
            await answer(context);
        }
        catch
        {
            await kept.Drop(id, CancellationToken.None);
            throw;
        }
        finally
        {
            context.Response.Body = body;
        }

        var response = context.Response;
        if (response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            await kept.Drop(id, CancellationToken.None);
        }
        else
        {
            // Also when the caller has gone: he will ask again.
            await kept.Keep(
                id, new KeptAnswer(response.StatusCode, response.ContentType, response.Headers.Location, response.Headers.ETag, Encoding.UTF8.GetString(written.ToArray())), CancellationToken.None);
        }

        await body.WriteAsync(written.ToArray(), context.RequestAborted);
    }

    private static async Task Replay(HttpContext context, KeptAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers[Replayed] = "true";
        if (answer.Location is { } location)
        {
            response.Headers.Location = location;
        }

        if (answer.ETag is { } tag)
        {
            response.Headers.ETag = tag;
        }

        await response.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>
    /// Method, address and body, and the name, without which nobody who has the database alone can try what an address in a body may have been. The body stays
    /// readable, and in memory.
    /// </summary>
    private static async Task<string> HashOf(HttpRequest request, CancellationToken ct)
    {
        request.EnableBuffering(LargestBody);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Headers[Header]}\n{request.Method}\n{request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n"));
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(piece, ct)) > 0)
        {
            hash.AppendData(piece, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
