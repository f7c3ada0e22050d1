using GigGatek.Contracts.Accounts;

namespace GigGatek.Notifications.Letters;

/// <summary>The way back in.</summary>
internal static class ResetPasswordLetter
{
    public static Letter Write(AccountLink link, Sender sender) => new(
        $"Choose a new password for {sender.Name}",
        [
            new Says($"Someone, probably you, asked for a new password for your account at {sender.Name}."),
            new LinkTo("Choose a new password", sender.Link(link.Path)),
            new Says($"The link works once, and only for a short time. When it has run out, ask for another one at {sender.Link("/account/forgot")}"),
            new Says("If it was not you, do nothing: your password stays as it is."),
        ]);
}
