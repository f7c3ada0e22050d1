using GigGatek.Platform.Security;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>Between the stored secret, which is sealed, and the one that makes codes.</summary>
internal sealed class SealedSecrets(PersonalData personalData)
{
    public string Seal(long userId, string secret) => personalData.Seal(PlaceOf(userId), secret);

    public string Open(SecondFactorRow factor) => personalData.Open(PlaceOf(factor.UserId), factor.Secret);

    private static SealedPlace PlaceOf(long userId) => new("accounts_second_factors", "secret", userId);
}
