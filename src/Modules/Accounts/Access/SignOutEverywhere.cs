using GigGatek.Accounts.People;
using GigGatek.Contracts;
using Microsoft.AspNetCore.Identity;

namespace GigGatek.Accounts.Access;

/// <summary>Ends every session of a person, this one included: their stamp is old from now on.</summary>
internal sealed class SignOutEverywhere(UserManager<AccountUser> users, UserStore store)
{
    public async Task<Result> Handle(long userId, CancellationToken ct)
    {
        if (await store.FindAsync(userId, ct) is not { } user)
        {
            return Error.NotFound("This account is not there any more.");
        }

        var renewed = await users.UpdateSecurityStampAsync(user);
        return renewed.Succeeded
            ? Result.Done
            : Error.Conflict("changed_meanwhile", "Your account was changed in another window at the same moment. Try again.");
    }
}
