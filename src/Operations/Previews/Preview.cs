using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Operations.Previews;

/// <summary>A shop of its own for one branch, for a while.</summary>
/// <param name="Name">What it is called by: of the branch, as networks and volumes may be named.</param>
/// <param name="Address">For visitors.</param>
/// <param name="Until">Then the reaper takes it away.</param>
public sealed record Preview(string Name, string Branch, string Image, Uri Address, int Port, DateTimeOffset Created, DateTimeOffset Until)
{
    private const int Longest = 30;
    private const int Hash = 6;

    /// <summary>The name of a branch's preview. Two branches have two names, also where they differ only in what a name may not hold.</summary>
    public static string NameOf(string branch)
    {
        var plain = new string([.. branch.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]).Trim('-');
        return plain == branch && plain.Length is > 0 and <= Longest
            ? plain
            : $"{plain[..Math.Min(plain.Length, Longest - Hash - 1)].Trim('-')}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(branch)))[..Hash]}".TrimStart('-');
    }
}
