using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Identity;

namespace GigGatek.Accounts.People;

/// <summary>Lets Identity compare addresses as we do.</summary>
internal sealed class CanonicalNames : ILookupNormalizer
{
    [return: NotNullIfNotNull(nameof(name))]
    public string? NormalizeName(string? name) => NormalizeEmail(name);

    [return: NotNullIfNotNull(nameof(email))]
    public string? NormalizeEmail(string? email) => email is null ? null : EmailAddress.Canonical(email);
}
