using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GigGatek.Platform.Web;

/// <summary>
/// Other hosts that one page needs, as the fields of a payment provider do: let in by that answer's content security policy
/// (CSP level 3) and by no other's.
/// </summary>
/// <param name="Scripts">Origins, such as <c>https://js.example.com</c>; <c>*</c> may stand for a subdomain.</param>
/// <param name="Frames">The same for frames.</param>
/// <param name="Connections">The same for what scripts ask.</param>
public sealed record PageHosts(IReadOnlyList<string> Scripts, IReadOnlyList<string> Frames, IReadOnlyList<string> Connections)
{
    private const string NoTrustedTypes = "trusted-types 'none'";

    /// <summary>What such a page's own script makes: it lets through addresses of these hosts' scripts, and nothing else.</summary>
    private const string OneTrustedType = "trusted-types default";

    private static readonly string[] TrustedTypes = ["require-trusted-types-for 'script'", NoTrustedTypes];

    /// <summary>False where it is not known whether the hosts' scripts get by with Trusted Types: browsers then tell what they would have stopped, and let it be.</summary>
    public bool EnforcesTrustedTypes { get; init; } = true;

    /// <summary>True where the frames may ask the browser for a payment (Payment Request API).</summary>
    public bool MayAskForPayment { get; init; }

    /// <summary>Lets them into the answer that is being made, which no cache may keep for others.</summary>
    public void LetInto(HttpContext context) => context.Features.Set(this);

    /// <summary>The policy with these hosts in it; the other directives stay as they are.</summary>
    public string AddTo(string policy)
    {
        var directives = DirectivesOf(policy);
        Add(directives, "script-src", Scripts);
        Add(directives, "frame-src", Frames);
        Add(directives, "connect-src", Connections);
        if (!EnforcesTrustedTypes)
        {
            directives.RemoveAll(TrustedTypes.Contains);
        }

        return string.Join("; ", directives.Select(NameTheType));
    }

    /// <summary>What browsers only tell about: Trusted Types where they are not enforced. Null for nothing.</summary>
    public string? ReportOnly(string policy) => EnforcesTrustedTypes
        ? null
        : string.Join("; ", DirectivesOf(policy).Where(directive => TrustedTypes.Contains(directive) || directive.StartsWith("report-", StringComparison.Ordinal)).Select(NameTheType));

    internal static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (context.Features.Get<PageHosts>() is not { } hosts || headers.ContentSecurityPolicy is not { Count: 1 } given)
        {
            return;
        }

        var policy = given.ToString();
        headers.ContentSecurityPolicy = new StringValues(hosts.AddTo(policy));
        if (hosts.ReportOnly(policy) is { } reported)
        {
            headers.ContentSecurityPolicyReportOnly = new StringValues(reported);
        }

        if (hosts.MayAskForPayment)
        {
            headers[SecurityHeaders.PermissionsPolicy] = headers[SecurityHeaders.PermissionsPolicy].ToString()
                .Replace("payment=()", $"payment=({string.Join(' ', hosts.Frames.Select(frame => $"\"{frame}\"").Prepend("self"))})", StringComparison.Ordinal);
        }
    }

    private static List<string> DirectivesOf(string policy) => [.. policy.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private string NameTheType(string directive) => directive == NoTrustedTypes && Scripts.Count > 0 ? OneTrustedType : directive;

    private static void Add(List<string> directives, string name, IReadOnlyList<string> hosts)
    {
        var place = directives.FindIndex(directive => directive == name || directive.StartsWith(name + " ", StringComparison.Ordinal));
        if (place < 0)
        {
            directives.Add($"{name} {string.Join(' ', hosts)}");
        }
        else if (hosts.Count > 0)
        {
            directives[place] += " " + string.Join(' ', hosts);
        }
    }
}
