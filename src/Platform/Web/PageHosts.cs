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
    /// <summary>Lets them into the answer that is being made, which no cache may keep for others.</summary>
    public void LetInto(HttpContext context) => context.Features.Set(this);

    /// <summary>The policy with these hosts in it; the other directives stay as they are.</summary>
    public string AddTo(string policy)
    {
        var directives = policy.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        Add(directives, "script-src", Scripts);
        Add(directives, "frame-src", Frames);
        Add(directives, "connect-src", Connections);
        return string.Join("; ", directives);
    }

    internal static void Apply(HttpContext context)
    {
        if (context.Features.Get<PageHosts>() is { } hosts && context.Response.Headers.ContentSecurityPolicy is { Count: 1 } policy)
        {
            context.Response.Headers.ContentSecurityPolicy = new StringValues(hosts.AddTo(policy.ToString()));
        }
    }

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
