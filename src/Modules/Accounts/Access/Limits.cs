using System.Globalization;
using GigGatek.Accounts.People;
using GigGatek.Platform.Security;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.Access;

/// <summary>So many tries within a time.</summary>
/// <param name="Keys">Who tries what, unreadable: under the data key that new counts are written with, then under those that may have written one.</param>
/// <param name="Refusal">What is said when there were too many.</param>
internal sealed record Limit(IReadOnlyList<string> Keys, int Tries, TimeSpan Time, string Refusal)
{
    public string Key => Keys[0];
}

/// <summary>
/// What is limited, and how much. Addresses are limited whether or not an account has them, so a limit tells nothing.
/// </summary>
internal sealed class Limits(IOptions<AccountsOptions> options, PersonalData personalData)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly AccountsOptions _options = options.Value;

    private TimeSpan Lock => TimeSpan.FromMinutes(_options.LockMinutes);

    /// <summary>Passwords tried for an address: the lockout.</summary>
    public Limit SignInTo(string email) => new(
        Key("sign-in.address", EmailAddress.Canonical(email)),
        _options.TriesPerAddress,
        Lock,
        string.Create(CultureInfo.InvariantCulture, $"There were {_options.TriesPerAddress} wrong tries for this address, so it is locked for {_options.LockMinutes} minutes. Wait, or reset the password to get in now."));

    /// <summary>Passwords tried from a client, for any address.</summary>
    public Limit SignInFrom(string client) => new(
        Key("sign-in.client", ClientNetwork.Of(client)),
        _options.TriesPerClient,
        Lock,
        string.Create(CultureInfo.InvariantCulture, $"There were too many wrong tries from your network. Wait {_options.LockMinutes} minutes and try again."));

    /// <summary>Current passwords tried by someone with a session.</summary>
    public Limit ChangePassword(long userId) => new(
        Key("change-password", Number(userId)),
        _options.TriesPerAddress,
        Lock,
        string.Create(CultureInfo.InvariantCulture, $"There were {_options.TriesPerAddress} wrong tries. Wait {_options.LockMinutes} minutes, or sign out and reset the password."));

    /// <summary>Codes of a second factor tried for an account, by whoever knows its password.</summary>
    public Limit CodesOf(long userId) => new(
        Key("second-factor", Number(userId)),
        _options.TriesPerAddress,
        Lock,
        string.Create(CultureInfo.InvariantCulture, $"There were {_options.TriesPerAddress} wrong codes for this account, so it takes none for {_options.LockMinutes} minutes. Wait, and try again."));

    /// <summary>The same for a day: who knows the password and has time must not get through the million codes.</summary>
    public Limit CodesPerDayOf(long userId) => new(
        Key("second-factor.day", Number(userId)),
        _options.CodesPerDay,
        Day,
        string.Create(CultureInfo.InvariantCulture, $"There were {_options.CodesPerDay} wrong codes for this account within a day, so it takes none for 24 hours. If they were not yours, somebody knows your password: reset it."));

    /// <summary>Mails that warn somebody of wrong codes.</summary>
    public Limit WarningsTo(long userId) => new(Key("second-factor.warning", Number(userId)), 1, Day, "");

    /// <summary>Mails caused for an address.</summary>
    public Limit MailTo(string email) => new(
        Key("mail.address", EmailAddress.Canonical(email)),
        _options.MailsPerAddress,
        Hour,
        "We have sent several mails to this address within the hour. Look into your spam folder, or try again in an hour.");

    /// <summary>Registrations from a client.</summary>
    public Limit RegisterFrom(string client) => new(
        Key("register.client", ClientNetwork.Of(client)), _options.MailsPerClient, Hour, "Too many people have registered from your network within the hour. Try again later.");

    /// <summary>Resets asked for from a client.</summary>
    public Limit ResetFrom(string client) => new(
        Key("reset.client", ClientNetwork.Of(client)), _options.MailsPerClient, Hour, "Too many resets were asked for from your network within the hour. Try again later.");

    private static string Number(long userId) => userId.ToString(CultureInfo.InvariantCulture);

    private IReadOnlyList<string> Key(string what, string who) => personalData.BlindIndexes("accounts.throttle." + what, who);
}
