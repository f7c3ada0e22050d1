using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Web;

/// <summary>Bodies that are read whole before anybody looks into them: signed messages, reports of browsers.</summary>
public static class LimitedBody
{
    /// <summary>The body as it came; null when it is longer than <paramref name="most"/> bytes, of which the rest is not read.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAtMostAsync(this HttpRequest request, int most, CancellationToken ct)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        var body = new byte[most + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ct);
        if (length > most)
        {
            return null;    // a statement of its own: in "a ? null : memory" the null would become an empty memory
        }

        return body.AsMemory(0, length);
    }
}
