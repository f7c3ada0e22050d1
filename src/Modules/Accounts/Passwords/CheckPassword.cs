using GigGatek.Accounts.People;
using GigGatek.Platform;
using Microsoft.AspNetCore.Identity;

namespace GigGatek.Accounts.Passwords;

/// <summary>Compares a password with a person's, or with nobody's: both take one hash of the same cost.</summary>
internal sealed class CheckPassword(UserManager<AccountUser> users)
{
    private static readonly AccountUser Nobody = new() { Id = 0, Email = "", DisplayName = "", RegisteredAt = default };

    private readonly Lazy<string> _nobodysHash = new(() => users.PasswordHasher.HashPassword(Nobody, Secrets.NewToken()));

    public async Task<bool> Handle(AccountUser? user, string password)
    {
        if (user is { PasswordHash.Length: > 0 } && password.Length <= PasswordRule.MaxLength)
        {
            return await users.CheckPasswordAsync(user, password);
        }

        users.PasswordHasher.VerifyHashedPassword(Nobody, _nobodysHash.Value, password.Length <= PasswordRule.MaxLength ? password : "");
        return false;
    }
}
