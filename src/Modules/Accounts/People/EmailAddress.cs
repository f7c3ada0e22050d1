using System.Net.Mail;

namespace GigGatek.Accounts.People;

/// <summary>What a mail address is here.</summary>
internal static class EmailAddress
{
    /// <summary>RFC 5321, 4.5.3.1.3: a path has 256 octets with its brackets.</summary>
    private const int MaxLength = 254;

    /// <summary>
    /// How addresses are compared: trimmed and in lower case. (The part before the @ may differ by case in theory; no
    /// provider does that, and people type it both ways.)
    /// </summary>
    public static string Canonical(string email) => email.Trim().ToLowerInvariant();

    /// <summary>True for <c>name@host.domain</c> and nothing around it: no display name, no comment, no line break.</summary>
    public static bool IsValid(string email)
    {
        var trimmed = email.Trim();
        return trimmed.Length is > 0 and <= MaxLength
            && !trimmed.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '"' or '<' or '>' or '(' or ')' or ',' or ';')
            && MailAddress.TryCreate(trimmed, out var address)
            && address.Address == trimmed
            && address.Host.Contains('.', StringComparison.Ordinal)
            && !address.Host.StartsWith('.') && !address.Host.EndsWith('.');
    }
}
