using GigGatek.Platform.Security;

namespace GigGatek.Accounts.People;

/// <summary>Between the row, which is sealed, and the person. The only place that seals and opens in this module.</summary>
internal sealed class SealedUsers(PersonalData personalData)
{
    private const string Table = "accounts_users";
    internal const string EmailPurpose = "accounts.email";

    public UserRow Seal(AccountUser user, bool isStaff = false) => new()
    {
        Id = user.Id,
        Email = personalData.Seal(new SealedPlace(Table, "email", user.Id), user.Email),
        EmailIndex = EmailIndex(user.Email),
        DisplayName = personalData.Seal(new SealedPlace(Table, "display_name", user.Id), user.DisplayName),
        EmailConfirmed = user.EmailConfirmed,
        PasswordHash = user.PasswordHash,
        Stamp = user.Stamp,
        MustChangePassword = user.MustChangePassword,
        IsStaff = isStaff,
        RegisteredAt = user.RegisteredAt,
        Version = user.Version,
    };

    public AccountUser Open(UserRow row) => new()
    {
        Id = row.Id,
        Email = OpenEmail(row),
        DisplayName = OpenName(row.Id, row.DisplayName),
        RegisteredAt = row.RegisteredAt,
        IsDisabled = row.DisabledAt is not null,
        EmailConfirmed = row.EmailConfirmed,
        PasswordHash = row.PasswordHash,
        Stamp = row.Stamp,
        MustChangePassword = row.MustChangePassword,
        Version = row.Version,
    };

    public string OpenEmail(UserRow row) => personalData.Open(new SealedPlace(Table, "email", row.Id), row.Email);

    public string OpenName(long id, string sealedName) => personalData.Open(new SealedPlace(Table, "display_name", id), sealedName);

    /// <summary>What a new row is written with.</summary>
    public string EmailIndex(string email) => personalData.BlindIndex(EmailPurpose, EmailAddress.Canonical(email));

    /// <summary>What an address may stand under: one index for each key that is still around.</summary>
    public IReadOnlyList<string> EmailIndexes(string email) => personalData.BlindIndexes(EmailPurpose, EmailAddress.Canonical(email));
}
