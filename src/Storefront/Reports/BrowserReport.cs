using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Storefront.Reports;

/// <summary>
/// What a browser has stopped, as far as it is kept: of which rule, from where, on which kind of page. No address, query, sample or person is in it, and
/// of each part there are only so many values.
/// </summary>
/// <param name="Directive">Of the content security policy, such as <c>script-src-elem</c>; <c>other</c> for one that no standard names.</param>
/// <param name="Blocked">A host, or a word of CSP level 3 such as <c>inline</c>; <c>self</c> for this shop.</param>
/// <param name="Page">The route's pattern, such as <c>/orders/{secret}/pay</c>.</param>
internal sealed record BrowserReport(string Directive, string Blocked, string Page)
{
    public const int LongestDirective = 40;
    public const int LongestBlocked = 100;
    public const int LongestPage = 150;

    /// <summary>What is counted together once there are too many kinds.</summary>
    public static BrowserReport TheRest { get; } = new("other", "other", "other");

    /// <summary>Of the row that counts it.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Directive}\n{Blocked}\n{Page}")));
}
