using System.Globalization;
using System.Text;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>A request as its bytes go over the wire: nothing of it is put right on the way.</summary>
/// <param name="Name">What a failed test calls it.</param>
/// <param name="Target">As it stands in the request line, encoded as the sender likes.</param>
internal sealed record RawRequest(string Name, string Method, string Target, string? Body = null, string? ContentType = null, params IReadOnlyList<(string Name, string Value)> Headers)
{
    public byte[] ToBytes(string host)
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html,*/*\r\n");
        if (!Headers.Any(header => header.Name == "User-Agent"))
        {
            head.Append("User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n");
        }

        foreach (var (name, value) in Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        var body = Encoding.UTF8.GetBytes(Body ?? "");
        if (ContentType is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {ContentType}\r\n");
        }

        if (Body is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
