namespace GigGatek.Contracts.Accounts;

/// <summary>A signed-in person, as the cookie carries him.</summary>
/// <param name="Stamp">Changes with the password and on "sign out everywhere"; a session that began with an old one has ended.</param>
/// <param name="MustChangePassword">True for the owner's one-time password: nothing else is allowed until it is changed.</param>
/// <param name="OfficeNeedsSecondFactor">True for staff where the shop asks it of them: a session that was made without a second factor may use none of the permissions.</param>
public sealed record SignedIn(
    long UserId, string DisplayName, string Stamp, IReadOnlyList<string> Permissions, bool EmailConfirmed, bool MustChangePassword, bool OfficeNeedsSecondFactor);

/// <summary>What the right password has opened: exactly one of the two is there.</summary>
/// <param name="Person">Signed in, for an account without a second factor.</param>
/// <param name="Pending">What <see cref="ISecondFactor.FinishSignInAsync"/> takes, for an account with one; it opens nothing by itself. Ten minutes, or until the account's stamp changes.</param>
public sealed record PasswordAccepted(SignedIn? Person, string? Pending);

/// <summary>A person's own record.</summary>
/// <param name="SecondFactor">Null when it is off.</param>
/// <param name="IsDisabled">Whether staff have shut it: it signs nobody in.</param>
public sealed record Account(
    long UserId, string Email, string DisplayName, bool EmailConfirmed, IReadOnlyList<string> Roles, DateTimeOffset RegisteredAt, SecondFactorState? SecondFactor, bool IsDisabled = false);

/// <summary>A mail that the accounts module wants sent, made at the moment of sending so that no token is ever stored.</summary>
/// <param name="Path">The link, from the root of the shop, its token included.</param>
public sealed record AccountLink(string Email, string DisplayName, string Path);

/// <summary>
/// Registration, sign-in, reset. Answers never tell whether an address is known: registering a known one sends its owner
/// a mail instead, resetting an unknown one looks the same and takes the same time.
/// </summary>
public interface IAccounts
{
    /// <summary>
    /// Registers. Refuses weak passwords and malformed addresses with the field's name, and <see cref="ErrorKind.TooMany"/>
    /// when the address or the client tries too often.
    /// </summary>
    /// <param name="client">The client's address, for throttling.</param>
    Task<Result> RegisterAsync(string email, string displayName, string password, string client, CancellationToken ct);

    /// <summary>Confirms the address by the token of the mailed link. Claiming guest orders follows from <see cref="EmailConfirmed"/>.</summary>
    Task<Result> ConfirmEmailAsync(long userId, string token, CancellationToken ct);

    /// <summary>Mails another link that confirms the address; nothing when it is confirmed.</summary>
    Task<Result> RequestConfirmationAsync(long userId, CancellationToken ct);

    /// <summary>
    /// Checks a password; of an account with a second factor that is half of a sign-in. Refuses with <c>wrong_credentials</c> (unknown address and
    /// wrong password read the same), or <see cref="ErrorKind.TooMany"/> when the address or the client tries too often, whether or not the address is known.
    /// </summary>
    /// <param name="client">The client's address, for throttling.</param>
    Task<Result<PasswordAccepted>> SignInAsync(string email, string password, string client, CancellationToken ct);

    /// <summary>Ends every session of a person at once, this one included.</summary>
    Task<Result> SignOutEverywhereAsync(long userId, CancellationToken ct);

    /// <summary>Null when there is none.</summary>
    Task<Account?> FindAsync(long userId, CancellationToken ct);

    /// <summary>Sends a reset link when the address is known; always answers done.</summary>
    Task<Result> RequestResetAsync(string email, string client, CancellationToken ct);

    /// <summary>Sets a new password by the token of the mailed link, and signs out everywhere. A second factor stays on.</summary>
    Task<Result> ResetPasswordAsync(long userId, string token, string newPassword, CancellationToken ct);

    /// <summary>Changes the password of a signed-in person; his other sessions end.</summary>
    Task<Result<SignedIn>> ChangePasswordAsync(long userId, string currentPassword, string newPassword, CancellationToken ct);

    /// <summary>For the mail module: a fresh link that confirms the address. Null when there is nothing to confirm.</summary>
    Task<AccountLink?> CreateConfirmationLinkAsync(long userId, CancellationToken ct);

    /// <summary>For the mail module: a fresh reset link. Null when the account is gone.</summary>
    Task<AccountLink?> CreateResetLinkAsync(long userId, CancellationToken ct);
}

/// <summary>What a role may do. Pages and use cases ask for one of these, never for a role.</summary>
public static class Permissions
{
    /// <summary>See orders and the dashboard.</summary>
    public const string OrdersRead = "orders.read";

    /// <summary>Ship orders.</summary>
    public const string OrdersShip = "orders.ship";

    /// <summary>Cancel and refund orders.</summary>
    public const string OrdersRefund = "orders.refund";

    /// <summary>Change products, prices and stock.</summary>
    public const string CatalogEdit = "catalog.edit";

    /// <summary>Import catalogue files.</summary>
    public const string CatalogImport = "catalog.import";

    /// <summary>Create and switch discount codes.</summary>
    public const string DiscountsEdit = "discounts.edit";

    /// <summary>Read the audit trail.</summary>
    public const string AuditRead = "audit.read";

    /// <summary>See people and give them roles.</summary>
    public const string PeopleEdit = "people.edit";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [OrdersRead, OrdersShip, OrdersRefund, CatalogEdit, CatalogImport, DiscountsEdit, AuditRead, PeopleEdit];
}

/// <summary>One line of the audit trail.</summary>
public sealed record AuditEntry(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string Details);

/// <summary>People and the trail, for the shop owner.</summary>
public interface IAccountsAdmin
{
    /// <summary>People by role, newest first; 50 a page. Text is a whole mail address.</summary>
    Task<Page<Account>> ListAsync(string? text, string? cursor, CancellationToken ct);

    /// <summary>The roles and what each may do.</summary>
    Task<IReadOnlyList<Role>> ListRolesAsync(CancellationToken ct);

    /// <summary>Gives or takes a role. The last owner keeps his.</summary>
    Task<Result> SetRoleAsync(Actor actor, long userId, string role, bool has, CancellationToken ct);

    /// <summary>Ends every session of somebody at once, in browsers and of programs; announced as <c>sessions.end</c>.</summary>
    Task<Result> SignOutAsync(Actor actor, long userId, CancellationToken ct);

    /// <summary>
    /// Disables an account, or enables it again; announced as <c>account.disable</c> and <c>account.enable</c>. A disabled one signs nobody in
    /// (<c>account_disabled</c>), its sessions have ended for good, and its API keys answer nothing until it is enabled. Refuses staff
    /// (<c>still_staff</c>), so that no shop is left without an owner.
    /// </summary>
    Task<Result> SetDisabledAsync(Actor actor, long userId, bool disabled, CancellationToken ct);

    /// <summary>
    /// Turns somebody's second factor off who lost it and the recovery codes: for the operator, who has made sure who asks. Ends that person's
    /// sessions and mails him. Refuses an account without one (<c>second_factor_off</c>).
    /// </summary>
    Task<Result> TurnOffSecondFactorAsync(Actor actor, long userId, CancellationToken ct);

    /// <summary>The trail, newest first; 100 a page.</summary>
    Task<Page<AuditEntry>> ListAuditAsync(string? subject, string? cursor, CancellationToken ct);

    /// <summary>
    /// Makes the owner's account when there is none. Answers his mail address and one-time password the first time, null ever after.
    /// </summary>
    Task<OwnerCredentials?> EnsureOwnerAsync(CancellationToken ct);
}

/// <summary>A role with its permissions.</summary>
public sealed record Role(string Name, string Description, IReadOnlyList<string> Permissions);

/// <summary>Shown once, on the terminal of the first start.</summary>
public sealed record OwnerCredentials(string Email, string OneTimePassword);

/// <summary>Someone registered; a confirmation mail is due.</summary>
public sealed record ConfirmationRequested(long UserId) : IEvent;

/// <summary>Someone registered with an address that already has an account; its owner is told.</summary>
public sealed record RegistrationRepeated(long UserId) : IEvent;

/// <summary>Someone asked for a new password; a mail with a link is due.</summary>
public sealed record ResetRequested(long UserId) : IEvent;

/// <summary>An address is confirmed; guest orders placed with it may be claimed.</summary>
public sealed record EmailConfirmed(long UserId) : IEvent;
