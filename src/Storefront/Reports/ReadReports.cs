using System.Collections.Frozen;
using System.Text.Json;

namespace GigGatek.Storefront.Reports;

/// <summary>
/// Reads what browsers send: <c>application/csp-report</c> (CSP level 2, to <c>report-uri</c>) and <c>application/reports+json</c> (Reporting API, to
/// <c>report-to</c>). Anybody can send anything, so what is kept is chosen from lists: names of directives, words, hosts, patterns of our own routes.
/// </summary>
internal sealed class ReadReports(PagePatterns pages)
{
    private const int MostOfABatch = 50;

    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 8 };

    private static readonly FrozenSet<string> Directives = FrozenSet.Create(
        StringComparer.Ordinal,
        "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src",
        "media-src", "object-src", "frame-src", "child-src", "worker-src", "manifest-src", "form-action", "base-uri", "frame-ancestors",
        "require-trusted-types-for", "trusted-types", "sandbox");

    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.Ordinal, "inline", "eval", "wasm-eval", "self", "data", "blob", "filesystem", "trusted-types-sink", "trusted-types-policy");

    /// <summary>Of what a browser's own parts and its extensions do to a page: nobody's business here, and most of what browsers report at all.</summary>
    private static readonly FrozenSet<string> NotOfPages = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "chrome-extension", "moz-extension", "safari-extension", "safari-web-extension", "ms-browser-extension", "webkit-masked-url", "chrome", "resource", "user-script", "about");

    /// <summary>Null for what is no report at all. Answers at most fifty of a batch.</summary>
    public HeardReports? Read(ReadOnlyMemory<byte> body, string? contentType, string host)
    {
        try
        {
            using var json = JsonDocument.Parse(body, Shallow);
            var root = json.RootElement;
            return contentType == "application/reports+json" && root.ValueKind == JsonValueKind.Array ? ReadAll(root.EnumerateArray().Take(MostOfABatch).Select(InBatch), host)
                : root.ValueKind == JsonValueKind.Object && Member(root, "csp-report") is { ValueKind: JsonValueKind.Object } one ? ReadAll([Single(one)], host)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Sent? InBatch(JsonElement report) =>
        report.ValueKind == JsonValueKind.Object && Text(report, "type") == "csp-violation" && Member(report, "body") is { ValueKind: JsonValueKind.Object } body
            ? new Sent(Text(body, "documentURL") ?? Text(report, "url"), Text(body, "effectiveDirective"), Text(body, "blockedURL"), Text(body, "sourceFile"))
            : null;

    private static Sent Single(JsonElement report) => new(
        Text(report, "document-uri"), Text(report, "effective-directive") ?? Text(report, "violated-directive"), Text(report, "blocked-uri"), Text(report, "source-file"));

    private HeardReports ReadAll(IEnumerable<Sent?> sent, string host)
    {
        var (kept, noise) = (new List<BrowserReport>(), 0);
        foreach (var report in sent)
        {
            if (report is not null && Keep(report, host) is { } one)
            {
                kept.Add(one);
            }
            else
            {
                noise++;
            }
        }

        return new(kept, noise);
    }

    /// <summary>Null for what an extension did, and for what happened on no page of ours.</summary>
    private BrowserReport? Keep(Sent report, string host)
    {
        if (NotOfPages.Contains(SchemeOf(report.Source)) || NotOfPages.Contains(SchemeOf(report.Blocked)) || pages.Find(report.Document, host) is not { } page)
        {
            return null;
        }

        var directive = report.Directive?.Split(' ')[0] ?? "";
        return new BrowserReport(Directives.Contains(directive) ? directive : "other", BlockedBy(report.Blocked, host), page);
    }

    private string BlockedBy(string? blocked, string host)
    {
        if (blocked is null || Words.Contains(blocked))
        {
            return blocked ?? "inline";    // Chromium leaves it out of what it reports of inline code
        }

        if (Uri.TryCreate(blocked, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "ws" or "wss")
        {
            var name = uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port}";
            return pages.IsOurs(uri, host) ? "self" : name.Length is > 0 and <= BrowserReport.LongestBlocked ? name.ToLowerInvariant() : "other";
        }

        var scheme = SchemeOf(blocked);
        return Words.Contains(scheme) ? scheme : "other";
    }

    /// <summary>Browsers cut addresses of other kinds down to their scheme, with or without the colon.</summary>
    private static string SchemeOf(string? address) => address?.Split(':')[0] ?? "";

    private static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? member : null;

    private sealed record Sent(string? Document, string? Directive, string? Blocked, string? Source);
}

/// <summary>What was in a message.</summary>
/// <param name="Noise">How many were not kept: of extensions, of other sites, of other kinds.</param>
internal sealed record HeardReports(IReadOnlyList<BrowserReport> Kept, int Noise);
