using System.Text;
using System.Text.RegularExpressions;
using GigGatek.Tests.Operations.Gateway;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>Requests that two readers could read differently, through nginx, gateway and Kestrel: what is hidden in one never becomes a request of its own.</summary>
public sealed partial class SmugglingTests
{
    private const string Hidden = "GET /hidden HTTP/1.1\r\nHost: shop.example\r\n\r\n";

    private static readonly Dictionary<string, string> Cases = new()
    {
        ["CL.TE"] = Post($"Content-Length: {5 + Hidden.Length}\r\nTransfer-Encoding: chunked", $"0\r\n\r\n{Hidden}"),
        ["TE.CL"] = Post("Content-Length: 4\r\nTransfer-Encoding: chunked", $"{Hidden.Length:x}\r\n{Hidden}\r\n0\r\n\r\n"),
        ["TE.TE, one not known"] = Post($"Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE.TE, known second"] = Post($"Transfer-Encoding: cow\r\nTransfer-Encoding: chunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE in a list"] = Post($"Transfer-Encoding: identity, chunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE with a tab"] = Post($"Transfer-Encoding:\tchunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE with a vertical tab"] = Post($"Transfer-Encoding: \u000bchunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE with a space before the colon"] = Post($"Transfer-Encoding : chunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE with an underscore"] = Post($"Transfer_Encoding: chunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE in a folded line"] = Post($"X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE whose value is folded"] = Post($"Transfer-Encoding:\r\n chunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE behind a bare LF"] = Post($"X: y\nTransfer-Encoding: chunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE behind a bare CR"] = Post($"X: y\rTransfer-Encoding: chunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["TE behind a zero byte"] = Post($"X: y\0\r\nTransfer-Encoding: chunked\r\nContent-Length: {5 + Hidden.Length}", $"0\r\n\r\n{Hidden}"),
        ["two lengths"] = Post($"Content-Length: 0\r\nContent-Length: {Hidden.Length}", Hidden),
        ["two lengths, the other way round"] = Post($"Content-Length: {Hidden.Length}\r\nContent-Length: 0", Hidden),
        ["lengths in a list"] = Post($"Content-Length: 0, {Hidden.Length}", Hidden),
        ["a signed length"] = Post("Content-Length: +0", Hidden),
        ["a negative length"] = Post("Content-Length: -1", Hidden),
        ["a length in hexadecimal"] = Post("Content-Length: 0x0", Hidden),
        ["a length with a space in it"] = Post("Content-Length: 0 0", Hidden),
        ["a length beyond all numbers"] = Post("Content-Length: 18446744073709551616", Hidden),
        ["a chunk's extension"] = Post("Transfer-Encoding: chunked", $"4;x=\"\r\n{Hidden.Length:x}\r\n{Hidden}\"\r\nabcd\r\n0\r\n\r\n"),
        ["a chunk's extension behind a bare LF"] = Post("Transfer-Encoding: chunked", $"2;\nxx\r\n{Hidden.Length:x}\r\n{Hidden}\r\n0\r\n\r\n"),
        ["a chunk's size beyond all numbers"] = Post("Transfer-Encoding: chunked", $"ffffffffffffffff1\r\n{Hidden}\r\n0\r\n\r\n"),
        ["a chunk's negative size"] = Post("Transfer-Encoding: chunked", $"-1\r\n{Hidden}\r\n0\r\n\r\n"),
        ["a chunk's size as 0x"] = Post("Transfer-Encoding: chunked", $"0x{Hidden.Length:x}\r\n{Hidden}\r\n0\r\n\r\n"),
        ["a chunk that ends too late"] = Post("Transfer-Encoding: chunked", $"1\r\nab\r\n0\r\n\r\n{Hidden}"),
        ["trailers that are headers"] = Post("Transfer-Encoding: chunked", $"0\r\nContent-Length: {Hidden.Length}\r\nTransfer-Encoding: chunked\r\n\r\n"),
        ["chunks in HTTP/1.0"] = $"POST /form HTTP/1.0\r\nHost: shop.example\r\nTransfer-Encoding: chunked\r\nContent-Length: {5 + Hidden.Length}\r\n\r\n0\r\n\r\n{Hidden}",
        ["a body of a GET"] = $"GET /mine HTTP/1.1\r\nHost: shop.example\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}",
        ["a line break in the address"] = $"GET /mine%0d%0aX:y%0d%0a%0d%0a{Uri.EscapeDataString(Hidden)} HTTP/1.1\r\nHost: shop.example\r\n\r\n",
        ["two hosts"] = $"GET /mine HTTP/1.1\r\nHost: shop.example\r\nHost: evil.example\r\n\r\n",
        ["an address with another host"] = $"GET http://evil.example/hidden HTTP/1.1\r\nHost: shop.example\r\n\r\n",
        ["an upgrade to cleartext HTTP/2"] = $"POST /form HTTP/1.1\r\nHost: shop.example\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}",
        ["a WebSocket that is none"] = $"GET /mine HTTP/1.1\r\nHost: shop.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 777\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    };

    public static TheoryData<bool> WithAndWithoutEdge => [true, false];

    [Theory, MemberData(nameof(WithAndWithoutEdge))]
    public async Task What_is_hidden_in_a_request_never_becomes_one(bool throughEdge)
    {
        await using var shop = await StubShop.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, shop.Address)]);
        await using var edge = throughEdge ? await RunningEdge.StartAsync(gateway.Address, ("EDGE_ENGINE", "Off")) : null;
        var address = edge?.Http ?? gateway.Address;

        List<string> faults = [];
        foreach (var (name, bytes) in Cases)
        {
            var before = shop.Received.Count;
            using var attacker = new RawConnection(address);
            await attacker.SendAsync(Encoding.Latin1.GetBytes(bytes));
            var answers = Statuses(await attacker.ReadAllAsync(TimeSpan.FromMilliseconds(400)));

            using var victim = new RawConnection(address);
            var next = await victim.AskAsync(new RawRequest("", "GET", "/mine"));
            var received = shop.Received.Skip(before).ToList();
            if (next.Status != 200 || next.Body != "blue" || !received.Contains("GET /mine"))
            {
                faults.Add($"{name}: the next visitor got {next.Status} {next.Body}");
            }

            // One whose own length says so may be a second request on the same connection, answered to the attacker and to nobody else;
            // a /hidden that was within a body, and came to the shop beside the request around it, is one that two readers read differently.
            if (received.Contains("GET /hidden") && answers.Count < 2 && !name.StartsWith("an address with", StringComparison.Ordinal))
            {
                faults.Add($"{name}: the shop saw what was hidden, and the attacker has {string.Join(' ', answers)}");
            }

            if (answers.Any(status => status is >= 500 and not 501))    // nginx says so of encodings that it does not know
            {
                faults.Add($"{name}: {string.Join(' ', answers)}");
            }
        }

        faults.ShouldBeEmpty();
    }

    private static string Post(string headers, string body) => $"POST /form HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/x-www-form-urlencoded\r\n{headers}\r\n\r\n{body}";

    private static List<int> Statuses(string answers) => [.. StatusLine().Matches(answers).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"^HTTP/1\.[01] ([0-9]{3})", RegexOptions.Multiline)]
    private static partial Regex StatusLine();
}
