using System.Diagnostics.Metrics;
using GigGatek.Accounts.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.Passwords;

/// <summary>
/// Identity's hasher (format 3: PBKDF2-HMAC-SHA512, salted), counted: hashing is the costliest thing that a stranger can
/// make this shop do, and every refused sign-in must show as one.
/// </summary>
internal sealed class CountedHasher(IOptions<PasswordHasherOptions> options, IMeterFactory meters) : IPasswordHasher<AccountUser>
{
    public const string MeterName = "GigGatek.Accounts";
    public const string CounterName = "giggatek.accounts.password_hashes";

    private readonly PasswordHasher<AccountUser> _hasher = new(options);
    private readonly Counter<long> _hashes = meters.Create(MeterName).CreateCounter<long>(CounterName, description: "Passwords hashed, to keep or to compare");

    public string HashPassword(AccountUser user, string password)
    {
        _hashes.Add(1);
        return _hasher.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(AccountUser user, string hashedPassword, string providedPassword)
    {
        _hashes.Add(1);
        return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
