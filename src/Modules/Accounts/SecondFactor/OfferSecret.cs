using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>Makes a secret for an app. Until its first code comes it is stored nowhere: the person carries it in a token.</summary>
internal sealed class OfferSecret(CheckOwner owners, UserStore store, ProtectedTokens tokens, IOptions<ShopOptions> shop)
{
    public async Task<Result<SecondFactorOffer>> Handle(long userId, string currentPassword, CancellationToken ct)
    {
        var owner = await owners.Handle(userId, currentPassword, ct);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        if (!owner.Value.EmailConfirmed)
        {
            return Error.Conflict("not_confirmed", "Confirm your mail address first: whoever can read its mails must be able to get back into the account.");
        }

        if (await owners.IsOn(userId, ct))
        {
            return Error.Conflict("second_factor_on", "Your second factor is on already. To move it to another app, turn it off and on again.");
        }

        var secret = TotpCodes.NewSecret();
        return Show(owner.Value, secret, tokens.Write(ProtectedTokens.Offer, owner.Value, secret));
    }

    public async Task<SecondFactorOffer?> Find(long userId, string token, CancellationToken ct) =>
        tokens.Read(ProtectedTokens.Offer, token) is { } offer && await store.FindAsync(userId, ct) is { } user && offer.IsOf(user)
            ? Show(user, offer.Secret, token)
            : null;

    private SecondFactorOffer Show(AccountUser user, string secret, string token) => new(secret, TotpCodes.UriOf(secret, shop.Value.Name, user.Email), token);
}
