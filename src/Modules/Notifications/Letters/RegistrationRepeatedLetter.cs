namespace GigGatek.Notifications.Letters;

/// <summary>
/// The page that registers answers the same for every address, so this mail is how its owner learns that there is an
/// account. It brings no token: nobody asked for one.
/// </summary>
internal static class RegistrationRepeatedLetter
{
    public static Letter Write(Sender sender) => new(
        $"You already have an account at {sender.Name}",
        [
            new Says($"Someone, probably you, tried to open an account at {sender.Name} with this mail address. There is one already, so no second one was made and nothing has changed."),
            new LinkTo("Sign in", sender.Link("/account/sign-in")),
            new LinkTo("Choose a new password, if you have forgotten yours", sender.Link("/account/forgot")),
            new Says("If it was not you, do nothing: your account is as it was."),
        ]);
}
