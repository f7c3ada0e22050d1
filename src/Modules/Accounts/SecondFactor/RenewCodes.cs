using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using LinqToDB;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>Recovery codes in the place of all that there are.</summary>
internal sealed class RenewCodes(CheckOwner owners, RecoveryCodes codes, ChangeFactor change)
{
    public async Task<Result<NewRecoveryCodes>> Handle(long userId, string currentPassword, string code, CancellationToken ct)
    {
        var owner = await owners.Handle(userId, currentPassword, code, ct);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        var made = codes.Make(owner.Value);
        var person = await change.Handle(owner.Value, (OwnActor.Of(userId), SecondFactorNews.CodesRenewed), db => Replace(db, userId, made, ct), ct);
        return person.Succeeded ? new NewRecoveryCodes(person.Value, made.Shown) : person.Error;
    }

    private static async Task<Error?> Replace(AccountsDb db, long userId, MadeCodes made, CancellationToken ct)
    {
        await db.SecondFactors.Where(factor => factor.UserId == userId).Set(factor => factor.CodeSalt, made.Salt).UpdateAsync(ct);
        await db.RecoveryCodes.DeleteAsync(row => row.UserId == userId, ct);
        await made.InsertIn(db, ct);
        return null;
    }
}
