using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using GigGatek.Accounts.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.Passwords;

/// <summary>
/// Tokens of mailed links, as Identity's own provider makes them (protected: person, purpose, security stamp, time), but
/// with the shop's clock and a lifetime for each purpose. Nothing is stored; a changed password ends them all.
/// </summary>
internal sealed class MailedTokens(IDataProtectionProvider protection, IOptions<AccountsOptions> options, TimeProvider clock)
    : IUserTwoFactorTokenProvider<AccountUser>
{
    public const string Name = "mailed";

    private readonly IDataProtector _protector = protection.CreateProtector("accounts.mailed-tokens");

    public async Task<string> GenerateAsync(string purpose, UserManager<AccountUser> manager, AccountUser user)
    {
        var content = new Content(user.Id, purpose, await manager.GetSecurityStampAsync(user), clock.GetUtcNow());
        return Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(content)));
    }

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<AccountUser> manager, AccountUser user) =>
        Read(token) is { } content
        && content.UserId == user.Id
        && content.Purpose == purpose
        && content.Stamp == await manager.GetSecurityStampAsync(user)
        && clock.GetUtcNow() <= content.MadeAt + LifetimeOf(purpose);

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<AccountUser> manager, AccountUser user) => Task.FromResult(false);

    private TimeSpan LifetimeOf(string purpose) => purpose == UserManager<AccountUser>.ResetPasswordTokenPurpose
        ? TimeSpan.FromMinutes(options.Value.ResetMinutes)
        : TimeSpan.FromDays(options.Value.ConfirmationDays);

    private Content? Read(string token)
    {
        if (!Base64Url.IsValid(token))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Content>(_protector.Unprotect(Base64Url.DecodeFromChars(token)));
        }
        catch (CryptographicException)
        {
            return null;    // forged, cut short, or of a key that was thrown away
        }
    }

    private sealed record Content(long UserId, string Purpose, string Stamp, DateTimeOffset MadeAt);
}
