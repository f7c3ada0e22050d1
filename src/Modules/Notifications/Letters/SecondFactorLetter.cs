using GigGatek.Contracts.Accounts;
using GigGatek.Notifications.Queue;

namespace GigGatek.Notifications.Letters;

/// <summary>
/// Whoever changes how an account is entered may not be its person, so these say what happened and what to do if it was somebody else. They carry no
/// code, no token and no link that does anything by itself.
/// </summary>
internal static class SecondFactorLetter
{
    private const string Answer = "Answer this mail soon: only the shop can open it again.";

    /// <summary>Null for what is out of date: the second factor is off by now, so there are no codes to speak of.</summary>
    public static Letter? Write(MailKind kind, Account account, Sender sender) => (kind, account.SecondFactor) switch
    {
        (MailKind.SecondFactorOn, not null) => On(sender),
        (MailKind.SecondFactorOff, _) => Off(sender),
        (MailKind.RecoveryCodesRenewed, not null) => Renewed(sender),
        (MailKind.RecoveryCodeUsed, { } state) => Used(state.RecoveryCodesLeft, sender),
        (MailKind.SecondFactorGuessed, _) => Guessed(sender),
        _ => null,
    };

    private static Letter On(Sender sender) => new(
        $"Your second factor at {sender.Name} was turned on",
        [
            new Says($"From now on, signing in to {sender.Name} asks for a code of your app beside the password. All your other sessions have ended."),
            new Says("Keep the recovery codes where you find them without your phone: each of them stands in for the app once."),
            new LinkTo("See your second factor", sender.Link("/account/second-factor")),
            new Says($"If it was not you, somebody knows your password and has closed the account to you. {Answer}"),
        ]);

    private static Letter Off(Sender sender) => new(
        $"Your second factor at {sender.Name} was turned off",
        [
            new Says($"From now on, signing in to {sender.Name} asks for the password alone. All your other sessions have ended, and the recovery codes open nothing any more."),
            new LinkTo("Turn it on again", sender.Link("/account/second-factor")),
            new Says($"If it was not you, choose a new password now at {sender.Link("/account/forgot")}"),
        ]);

    private static Letter Renewed(Sender sender) => new(
        $"You have new recovery codes at {sender.Name}",
        [
            new Says("The recovery codes that you had before open nothing any more. All your other sessions have ended."),
            new LinkTo("See your second factor", sender.Link("/account/second-factor")),
            new Says($"If it was not you, choose a new password now at {sender.Link("/account/forgot")}, then make new codes again."),
        ]);

    private static Letter Used(int left, Sender sender) => new(
        $"A recovery code of your account at {sender.Name} was used",
        [
            new Says($"One of your recovery codes stood in for the code of your app. It opens nothing any more; {Left(left)}"),
            new LinkTo("Make new recovery codes, or move to another app", sender.Link("/account/second-factor")),
            new Says($"If it was not you, somebody has your password and your recovery codes: choose a new password now at {sender.Link("/account/forgot")}, then make new codes."),
        ]);

    private static Letter Guessed(Sender sender) => new(
        $"Someone who knows your password at {sender.Name} lacks your second factor",
        [
            new Says("Wrong codes were tried for your account after the right password, so many that it takes none for a while. Nobody got in that way."),
            new LinkTo("If it was not you, choose a new password now", sender.Link("/account/forgot")),
            new Says("If it was you: look whether the clock of your phone is right, or use a recovery code. You need do nothing else."),
        ]);

    private static string Left(int left) => left switch
    {
        0 => "none are left.",
        1 => "one is left.",
        _ => FormattableString.Invariant($"{left} are left."),
    };
}
