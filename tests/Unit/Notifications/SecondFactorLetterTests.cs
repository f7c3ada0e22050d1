using GigGatek.Contracts.Accounts;
using GigGatek.Notifications.Letters;
using GigGatek.Notifications.Queue;

namespace GigGatek.Tests.Unit.Notifications;

public sealed class SecondFactorLetterTests
{
    private static readonly Sender Shop = new("GigGatek", "https://shop.example");
    private static readonly Account Ann = new(7, "ann@example.com", "Ann Bell", true, [], default, new SecondFactorState(DateTimeOffset.UnixEpoch, 9));

    [Theory]
    [InlineData(0, "none are left.")]
    [InlineData(1, "one is left.")]
    [InlineData(9, "9 are left.")]
    public void Who_used_a_recovery_code_reads_how_many_are_left(int left, string words) =>
        Print(MailKind.RecoveryCodeUsed, Ann with { SecondFactor = new SecondFactorState(DateTimeOffset.UnixEpoch, left) }).ShouldContain(words);

    [Theory]
    [InlineData("SecondFactorOn")]
    [InlineData("SecondFactorOff")]
    [InlineData("RecoveryCodesRenewed")]
    [InlineData("RecoveryCodeUsed")]
    [InlineData("SecondFactorGuessed")]
    public void Each_says_what_to_do_if_it_was_somebody_else_and_names_no_person(string kind)
    {
        var text = Print(Enum.Parse<MailKind>(kind), Ann);

        text.ShouldContain("If it was not you");
        text.ShouldNotContain("Ann Bell");
        text.ShouldNotContain("token");
    }

    [Theory]
    [InlineData("SecondFactorOn")]
    [InlineData("RecoveryCodesRenewed")]
    [InlineData("RecoveryCodeUsed")]
    public void What_is_off_by_now_is_not_told_of_as_being_on(string kind) =>
        SecondFactorLetter.Write(Enum.Parse<MailKind>(kind), Ann with { SecondFactor = null }, Shop).ShouldBeNull();

    private static string Print(MailKind kind, Account account) =>
        SecondFactorLetter.Write(kind, account, Shop).ShouldNotBeNull().Print(Shop).Text.ReplaceLineEndings(" ");
}
