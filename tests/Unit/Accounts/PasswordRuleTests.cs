using GigGatek.Accounts.Passwords;

namespace GigGatek.Tests.Unit.Accounts;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("short-one", "too short by one")]
    [InlineData("password123", "a common word with figures")]
    [InlineData("P@ssw0rd!2024", "a common word in disguise")]
    [InlineData("Qwertyuiop", "a row of keys")]
    [InlineData("1234567890", "figures in a row")]
    [InlineData("zyxwvutsrq", "letters backwards")]
    [InlineData("aaaaaaaaaaaa", "one letter")]
    [InlineData("ababababab", "two letters")]
    [InlineData("ann.lee@example.com", "the mail address")]
    [InlineData("Lovelace2024", "the family name with a year")]
    [InlineData("annlovelace", "the whole name")]
    [InlineData("iloveyou!!", "a common phrase")]
    public void A_weak_password_is_refused(string password, string why)
    {
        var refusal = PasswordRule.Refuse(password, "ann.lee@example.com", "Ann Lovelace", "password");

        refusal.ShouldNotBeNull(why).Code.ShouldBe("weak_password");
        refusal.Field.ShouldBe("password");
    }

    [Theory]
    [InlineData("copper kettle monday")]
    [InlineData("tr8-gl0wing-axolotl")]
    [InlineData("ÄpfelUndBirnen")]
    [InlineData("X7K2-9QFM-3HTR-WD5P")]
    public void A_good_password_is_taken(string password) =>
        PasswordRule.Refuse(password, "ann.lee@example.com", "Ann Lovelace", "password").ShouldBeNull();

    [Fact]
    public void Length_has_two_bounds()
    {
        PasswordRule.Refuse(Words(9), "a@example.com", "Ann", "password").ShouldNotBeNull();
        PasswordRule.Refuse(Words(10), "a@example.com", "Ann", "password").ShouldBeNull();
        PasswordRule.Refuse(Words(200), "a@example.com", "Ann", "password").ShouldBeNull();
        PasswordRule.Refuse(Words(201), "a@example.com", "Ann", "password").ShouldNotBeNull();
    }

    private static string Words(int length) => string.Concat(Enumerable.Repeat("kite marble ", 20))[..length];
}
