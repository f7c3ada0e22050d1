using GigGatek.Accounts.Access;
using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>The other half of a sign-in.</summary>
internal sealed partial class FinishSignIn(
    UserStore store, ProtectedTokens tokens, CheckCode codes, Throttles throttles, Limits limits, SignedInPeople people, ILogger<FinishSignIn> log)
{
    private static readonly Error SignInAgain = Error.Conflict("sign_in_again", "This sign-in took longer than ten minutes, or the account was changed meanwhile. Begin again with the password.");

    public async Task<Result<SignedIn>> Handle(string pending, string code, string client, CancellationToken ct)
    {
        if (tokens.Read(ProtectedTokens.SignIn, pending) is not { } half || await store.FindAsync(half.UserId, ct) is not { } user || !half.IsOf(user))
        {
            return SignInAgain;
        }

        if (await codes.Handle(user, code, client, ct) is { } refused)
        {
            return refused;
        }

        await throttles.Clear(limits.SignInTo(user.Email), ct);
        LogSignedIn(user.Id);
        return await people.Describe(user, ct);
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} signed in with its second factor")]
    private partial void LogSignedIn(long userId);
}
