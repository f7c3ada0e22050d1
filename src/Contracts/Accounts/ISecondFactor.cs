namespace GigGatek.Contracts.Accounts;

/// <summary>The second factor of an account that has one.</summary>
/// <param name="RecoveryCodesLeft">Of those that were made last, how many nobody has used.</param>
public sealed record SecondFactorState(DateTimeOffset TurnedOnAt, int RecoveryCodesLeft);

/// <summary>What a person puts into an app before the second factor is turned on. Nothing of it is stored yet.</summary>
/// <param name="Secret">Base32 (RFC 4648), 160 bits, for typing. No log or event may carry it, nor what follows.</param>
/// <param name="Uri">The same as <c>otpauth://totp/…</c>, for a QR code.</param>
/// <param name="Token">What <see cref="ISecondFactor.TurnOnAsync"/> takes with the first code. Half an hour, for this person, until the account's stamp changes.</param>
public sealed record SecondFactorOffer(string Secret, string Uri, string Token);

/// <summary>Recovery codes that were just made.</summary>
/// <param name="Person">With the stamp that the session goes on with; all others have ended.</param>
/// <param name="Codes">Ten, as <c>XXXXX-XXXXX</c>. They are answered this once and kept nowhere: no log, event or cookie may carry them.</param>
public sealed record NewRecoveryCodes(SignedIn Person, IReadOnlyList<string> Codes);

/// <summary>
/// Codes of an app (TOTP, RFC 6238: SHA-1, six digits, thirty seconds) beside the password, and recovery codes in place of a lost app. Wherever a
/// code is taken it is either; a wrong one, a used one and one of another account read the same (<c>wrong_code</c>, field <c>code</c>). Each code of the app
/// counts once and so does each recovery code, whoever sends it twice at a time. Tries are counted for the account and for the client
/// (<see cref="ErrorKind.TooMany"/>). Every change is announced as <see cref="ChangeMade"/> about <c>account N</c> and as <see cref="SecondFactorReported"/>.
/// </summary>
public interface ISecondFactor
{
    /// <summary>
    /// The other half of a sign-in: the code is checked, counted and used up in this one call. Refuses also what is not pending any more (<c>sign_in_again</c>):
    /// begin with the password then.
    /// </summary>
    /// <param name="pending">From <see cref="IAccounts.SignInAsync"/>.</param>
    /// <param name="client">The client's address, for throttling.</param>
    Task<Result<SignedIn>> FinishSignInAsync(string pending, string code, string client, CancellationToken ct);

    /// <summary>
    /// Makes a secret for the person's app. Refuses a wrong password (<c>wrong_password</c>, field <c>currentPassword</c>), an address that is not confirmed and so may be
    /// somebody else's (<c>not_confirmed</c>), and an account that has a second factor (<c>second_factor_on</c>).
    /// </summary>
    Task<Result<SecondFactorOffer>> OfferAsync(long userId, string currentPassword, CancellationToken ct);

    /// <summary>
    /// Shows an offer again, after a wrong code; null when it has run out.
    /// </summary>
    Task<SecondFactorOffer?> FindOfferAsync(long userId, string token, CancellationToken ct);

    /// <summary>Turns it on by the first code of the app, which proves that the app has the secret. Refuses an offer that has run out (<c>offer_ended</c>).</summary>
    Task<Result<NewRecoveryCodes>> TurnOnAsync(long userId, string token, string code, CancellationToken ct);

    /// <summary>Makes recovery codes in the place of all that there are. Asks for password and code.</summary>
    Task<Result<NewRecoveryCodes>> RenewCodesAsync(long userId, string currentPassword, string code, CancellationToken ct);

    /// <summary>Turns it off. Asks for password and code.</summary>
    Task<Result<SignedIn>> TurnOffAsync(long userId, string currentPassword, string code, CancellationToken ct);
}

/// <summary>What happened to a second factor.</summary>
public enum SecondFactorNews
{
    /// <summary>Signing in asks for a code from now on.</summary>
    TurnedOn,

    /// <summary>Signing in asks for the password alone.</summary>
    TurnedOff,

    /// <summary>New recovery codes; the ones before open nothing.</summary>
    CodesRenewed,

    /// <summary>A recovery code stood in for the app.</summary>
    CodeUsed,

    /// <summary>So many wrong codes came after the right password that no more are taken for now. At most once a day.</summary>
    Guessed,
}

/// <summary>Something happened to a second factor; its person is mailed.</summary>
public sealed record SecondFactorReported(long UserId, SecondFactorNews What) : IEvent;
