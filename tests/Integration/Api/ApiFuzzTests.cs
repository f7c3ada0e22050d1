using System.Text.Json.Nodes;
using CsCheck;
using GigGatek.Tests.Integration.Web;

namespace GigGatek.Tests.Integration.Api;

/// <summary>Every call of the document with values that it names, that it does not, and that nobody would send.</summary>
[Collection(ApiShop.Collection)]
public sealed class ApiFuzzTests(FurnishedShop shop)
{
    private const int CallsOfEach = 150;

    private static readonly string[] Nobodys =
    [
        "", " ", "0", "-1", "1", "48", "96", "97", "2147483648", "1e999", "NaN", "true", "null", "[]", "{}", ":", "a:", ":a", "a:b:c", "socket:AM5", "tdp:65", "tdp:-1e9", "price:1",
        "cpu", "ryzen", "' OR 1=1 --", "\" NEAR/3 (", "<script>alert(1)</script>", "../../etc/passwd", "..%2f..%2f", "\u0000", "\u0001\u001b", "%", "%zz", "\ud83e\udd84", "🦄",
        "áéí ÄÖÜ ß 日本語 العربية", "${jndi:ldap://x}", "=cmd|'/c calc'!A1", "\r\nSet-Cookie: a=b", new('x', 300), new(':', 50),
    ];

    /// <summary>An empty segment is another address, and one with a zero byte none at all.</summary>
    private static readonly string[] Segments = [.. Nobodys.Where(text => !string.IsNullOrWhiteSpace(text) && !text.Contains('\0', StringComparison.Ordinal))];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_call_fails_and_every_answer_is_as_the_document_says()
    {
        var document = await ApiDocument.Of(shop);
        using var anybody = shop.Nobody;
        foreach (var operation in document.Operations)
        {
            var statuses = new HashSet<int>();
            await AddressOf(operation).SampleAsync(async address => { statuses.Add(await Call(document, operation, anybody, address)); }, iter: CallsOfEach, threads: 1);
            statuses.ShouldContain(200, $"{operation.Path}: values that are right are among those that are tried");
        }
    }

    private static async Task<int> Call(ApiDocument document, ApiOperation operation, HttpClient anybody, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), new Uri(anybody.BaseAddress!, address));
        using var answer = await anybody.SendAsync(request, Ct);
        var (status, body) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
        var what = $"{operation.Method} {address} answers {status}: {body[..Math.Min(body.Length, 300)]}";
        document.ShouldAllow(status == 414 ? "Problem" : operation.ModelOf(status).ShouldNotBeNull(what), body, what);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse(what);
        foreach (var inside in new[] { "   at ", "Exception", "GigGatek.", "SQLite Error", "MySql", "root:" })
        {
            body.Contains(inside, StringComparison.Ordinal).ShouldBeFalse(what);
        }

        return status;
    }

    /// <summary>As many of callers who read the document as of those who did not.</summary>
    private Gen<string> AddressOf(ApiOperation operation) => Gen.OneOf<string>(AddressOf(operation, isAsDocumented: true), AddressOf(operation, isAsDocumented: false));

    /// <summary>An address with some of its parameters, lists among them.</summary>
    private Gen<string> AddressOf(ApiOperation operation, bool isAsDocumented)
    {
        var parameters = operation.Parameters;
        var path = parameters.Where(parameter => In(parameter) == "path").Aggregate(
            Gen.Const(operation.Path),
            (soFar, parameter) => soFar.Select(Gen.OneOf(isAsDocumented ? [shop.Slug] : Segments), (text, value) => text.Replace($"{{{Name(parameter)}}}", Escape(value), StringComparison.Ordinal)));
        var query = parameters.Where(parameter => In(parameter) == "query").Select(parameter => OneOf(parameter, isAsDocumented)).Aggregate(
            Gen.Const(""), (soFar, pairs) => soFar.Select(pairs, (text, more) => text + more));
        return path.Select(query, (text, pairs) => pairs.Length == 0 ? text : $"{text}?{pairs[1..]}");
    }

    /// <summary>Left out, as the document shows it, or one of its words; else anybody's.</summary>
    private static Gen<string> OneOf(JsonNode parameter, bool isAsDocumented)
    {
        var schema = parameter["schema"]!;
        var (isList, value) = schema["items"] is { } items ? (true, items) : (false, schema);
        string[] known = [.. (value["enum"]?.AsArray() ?? []).Select(word => word!.ToString()), .. Examples(parameter["example"])];
        if (isAsDocumented && known.Length == 0)
        {
            return Gen.Const("");
        }

        var values = isAsDocumented ? Gen.OneOf(known) : Gen.OneOf<string>(Gen.OneOf([.. known, .. Nobodys]), Gen.String[0, 30]);
        var left = parameter["required"]?.GetValue<bool>() == true && isAsDocumented ? 0 : 2;
        return Gen.Frequency<string[]>((left, Gen.Const(Array.Empty<string>())), (3, values.Array[1, isList ? 3 : 1])).Select(chosen =>
            string.Concat(chosen.Select(text => $"&{Name(parameter)}={Escape(text)}")));
    }

    private static IEnumerable<string> Examples(JsonNode? example) => example switch
    {
        null => [],
        JsonArray several => several.Select(value => value!.ToString()),
        _ => [example.ToString()],
    };

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Name(JsonNode parameter) => parameter["name"]!.GetValue<string>();

    private static string In(JsonNode parameter) => parameter["in"]!.GetValue<string>();
}
