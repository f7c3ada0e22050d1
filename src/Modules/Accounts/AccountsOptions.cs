using System.ComponentModel.DataAnnotations;
using GigGatek.Platform.Web;

namespace GigGatek.Accounts;

/// <summary>Section <c>Accounts</c>.</summary>
internal sealed class AccountsOptions
{
    /// <summary>The address of the first owner.</summary>
    [Required, EmailAddress]
    public string OwnerEmail { get; init; } = "owner@giggatek.example";

    /// <summary>
    /// Rounds of PBKDF2-HMAC-SHA512 for each password; the OWASP password storage cheat sheet asks for 210,000
    /// (Identity's own default is 100,000). Raising it renews each hash at the person's next sign-in.
    /// </summary>
    [Range(100_000, 10_000_000)]
    public int PasswordIterations { get; init; } = 210_000;

    /// <summary>Wrong passwords for one address before it is locked.</summary>
    [Range(1, 100)]
    public int TriesPerAddress { get; init; } = 5;

    /// <summary>How long an address stays locked, and how long wrong tries are remembered.</summary>
    [Range(1, 24 * 60)]
    public int LockMinutes { get; init; } = 15;

    /// <summary>Wrong passwords from one client within the same time. Many people may sit behind one client address.</summary>
    [Range(1, 100_000)]
    public int TriesPerClient { get; init; } = 50;

    /// <summary>Wrong codes of a second factor in a day before an account takes none for a day, whoever knows its password.</summary>
    [Range(5, 1000)]
    public int CodesPerDay { get; init; } = 20;

    /// <summary>
    /// True: who has a role opens the back office only with a session that was made with a second factor; who has none is led to turn it on. Where nothing is
    /// said it is true, but on a developer's machine (<c>Shop:Development</c>).
    /// </summary>
    public bool? StaffNeedSecondFactor { get; init; }

    public bool AsksSecondFactorOfStaff(ShopOptions shop) => StaffNeedSecondFactor ?? !shop.Development;

    /// <summary>Mails that registrations and resets may cause for one address in an hour.</summary>
    [Range(1, 1000)]
    public int MailsPerAddress { get; init; } = 5;

    /// <summary>Registrations, and resets, from one client in an hour.</summary>
    [Range(1, 100_000)]
    public int MailsPerClient { get; init; } = 60;

    /// <summary>How long a link that confirms an address works.</summary>
    [Range(1, 30)]
    public int ConfirmationDays { get; init; } = 7;

    /// <summary>How long a link that resets a password works.</summary>
    [Range(5, 24 * 60)]
    public int ResetMinutes { get; init; } = 60;
}
