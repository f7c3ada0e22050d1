using GigGatek.Accounts.Passwords;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Tests.Unit.Accounts;

public sealed class PasswordRuleTests
{
    private static readonly PasswordRule Rule = new(Options.Create(new ShopOptions { Name = "Copper & Kite" }));

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
    [InlineData("q1w2e3r4t5y6", "one of the commonest")]
    [InlineData("Salamander", "one of the commonest")]
    [InlineData("mustang-1967", "a common word with a year")]
    [InlineData("Copper & Kite", "the shop's name")]
    [InlineData("copper&kite2026", "the shop's name with a year")]
    public void A_weak_password_is_refused(string password, string why)
    {
        var refusal = Rule.Refuse(password, "ann.lee@example.com", "Ann Lovelace", "password");

        refusal.ShouldNotBeNull(why).Code.ShouldBe("weak_password");
        refusal.Field.ShouldBe("password");
    }

    [Theory]
    [InlineData("copper kettle monday")]
    [InlineData("tr8-gl0wing-axolotl")]
    [InlineData("ÄpfelUndBirnen")]
    [InlineData("X7K2-9QFM-3HTR-WD5P")]
    public void A_good_password_is_taken(string password) =>
        Rule.Refuse(password, "ann.lee@example.com", "Ann Lovelace", "password").ShouldBeNull();

    [Fact]
    public void Length_has_two_bounds()
    {
        Rule.Refuse(Words(9), "a@example.com", "Ann", "password").ShouldNotBeNull();
        Rule.Refuse(Words(10), "a@example.com", "Ann", "password").ShouldBeNull();
        Rule.Refuse(Words(200), "a@example.com", "Ann", "password").ShouldBeNull();
        Rule.Refuse(Words(201), "a@example.com", "Ann", "password").ShouldNotBeNull();
    }

    /// <summary>OWASP ASVS 6.2.4 asks for 3,000 that the rule of length would let through.</summary>
    [Fact]
    public void The_four_thousand_commonest_that_are_long_enough_are_refused()
    {
        using var stream = typeof(PasswordRule).Assembly.GetManifestResourceStream("GigGatek.Accounts.Passwords.commonest-passwords.txt")!;
        using var reader = new StreamReader(stream);
        var listed = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToList();
        listed.SequenceEqual(listed.Order(StringComparer.Ordinal)).ShouldBeTrue("in order, so that a change shows");
        var longEnough = listed.Where(password => password.Length >= PasswordRule.MinLength).ToList();

        longEnough.Distinct().Count().ShouldBe(4000);
        longEnough.ShouldAllBe(password => Rule.Refuse(password, "a@example.com", "Ann", "password") != null);
        longEnough.ShouldAllBe(password => Rule.Refuse(password.ToUpperInvariant(), "a@example.com", "Ann", "password") != null);
    }

    private static string Words(int length) => string.Concat(Enumerable.Repeat("kite marble ", 20))[..length];
}
