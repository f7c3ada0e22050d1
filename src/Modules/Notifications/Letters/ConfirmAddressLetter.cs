using GigGatek.Contracts.Accounts;

namespace GigGatek.Notifications.Letters;

/// <summary>
/// To an address that nobody has proved yet. It says nothing that a visitor typed, his name included, so that nobody can
/// have the shop send his words to strangers.
/// </summary>
internal static class ConfirmAddressLetter
{
    public static Letter Write(AccountLink link, Sender sender) => new(
        $"Confirm your mail address for {sender.Name}",
        [
            new Says($"Someone, probably you, opened an account at {sender.Name} with this mail address. Confirm that it is yours, and orders that you placed with it before show in your account."),
            new LinkTo("Confirm the address", sender.Link(link.Path)),
            new Says("The link works for some days; your account page mails you another one."),
            new Says("If it was not you, do nothing: without this link nobody can confirm your address."),
        ]);
}
