using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using LinqToDB;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>Turns it on by the first code of the app. That code has counted: it opens no sign-in any more.</summary>
internal sealed class TurnOn(UserStore store, ProtectedTokens tokens, SealedSecrets seal, RecoveryCodes codes, ChangeFactor change, TimeProvider clock)
{
    private static readonly Error OfferEnded = Error.Conflict("offer_ended", "This took longer than half an hour, or your account was changed meanwhile. Begin again: the secret in your app is of no use.");

    private static readonly Error WrongFirstCode = Error.Invalid(
        "wrong_code", "This code does not fit. Type the six digits that your app shows now; if they never fit, look whether the clock of its phone is right.", "code");

    public async Task<Result<NewRecoveryCodes>> Handle(long userId, string token, string code, CancellationToken ct)
    {
        if (tokens.Read(ProtectedTokens.Offer, token) is not { } offer || await store.FindAsync(userId, ct) is not { } user || !offer.IsOf(user))
        {
            return OfferEnded;
        }

        if (TypedCode.Read(code) is not { IsRecovery: false } typed || TotpCodes.FindStep(offer.Secret, typed.Text, clock.GetUtcNow()) is not { } step)
        {
            return WrongFirstCode;
        }

        var made = codes.Make(user);
        var factor = new SecondFactorRow { UserId = user.Id, Secret = seal.Seal(user.Id, offer.Secret), CodeSalt = made.Salt, LastStep = step, TurnedOnAt = clock.GetUtcNow() };
        var person = await change.Handle(user, (OwnActor.Of(userId), SecondFactorNews.TurnedOn), db => Insert(db, factor, made, ct), ct);
        return person.Succeeded ? new NewRecoveryCodes(person.Value, made.Shown) : person.Error;
    }

    private static async Task<Error?> Insert(AccountsDb db, SecondFactorRow factor, MadeCodes made, CancellationToken ct)
    {
        await db.InsertAsync(factor, token: ct);
        await made.InsertIn(db, ct);
        return null;
    }
}
