using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.Passwords;

/// <summary>
/// What a password must be: long, not about its owner, not one of those that are tried first (NIST SP 800-63B, 5.1.1.2).
/// No rules about kinds of characters: they make passwords worse.
/// </summary>
internal sealed class PasswordRule(IOptions<ShopOptions> shop)
{
    public const int MinLength = 10;
    public const int MaxLength = 200;

    /// <summary>Null when it will do.</summary>
    public Error? Refuse(string password, string email, string displayName, string field)
    {
        if (password.Length < MinLength)
        {
            return Weak($"A password has at least {MinLength} characters. Three or four words that do not belong together make a good one.", field);
        }

        if (password.Length > MaxLength)
        {
            return Weak($"A password has at most {MaxLength} characters.", field);
        }

        if (IsAboutOwner(password, email, displayName))
        {
            return Weak("Your name or mail address is the first thing that is tried. Take something that has nothing to do with you.", field);
        }

        if (IsOneOf([shop.Value.Name], password))
        {
            return Weak("The name of this shop is one of the first things that are tried here. Take something that has nothing to do with it.", field);
        }

        return CommonPasswords.Contains(password)
            ? Weak("This password is on every list that attackers try first. Three or four words that do not belong together make a good one.", field)
            : null;
    }

    private static bool IsAboutOwner(string password, string email, string displayName)
    {
        var address = EmailAddress.Canonical(email);
        string[] own = [address, address.Split('@')[0], .. displayName.Split(' ', StringSplitOptions.RemoveEmptyEntries), displayName.Trim()];
        return IsOneOf(own, password);
    }

    /// <summary>With or without figures and signs around it, and spaces in it.</summary>
    private static bool IsOneOf(IEnumerable<string> words, string password)
    {
        var core = Core(password);
        return words.Any(word => word.Length > 0 && (word.Equals(password, StringComparison.OrdinalIgnoreCase) || (core.Length > 0 && core == Core(word))));
    }

    private static string Core(string text) => CommonPasswords.Core(text.Replace(" ", "", StringComparison.Ordinal));

    private static Error Weak(string sentence, string field) => Error.Invalid("weak_password", sentence, field);
}
