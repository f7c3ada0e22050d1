using GigGatek.Accounts.SecondFactor;

namespace GigGatek.Tests.Unit.Accounts;

public sealed class TotpCodesTests
{
    /// <summary>Of RFC 6238, appendix B: <c>12345678901234567890</c>.</summary>
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";    // not a secret

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 17, TimeSpan.Zero);

    /// <summary>The six last digits of its eight: a code is a number cut from its right end (RFC 4226, 5.3).</summary>
    public static TheoryData<long, string> Vectors => new()
    {
        { 59, "94287082" },
        { 1111111109, "07081804" },
        { 1111111111, "14050471" },
        { 1234567890, "89005924" },
        { 2000000000, "69279037" },
        { 20000000000, "65353130" },
    };

    [Theory, MemberData(nameof(Vectors))]
    public void The_codes_of_RFC_6238_are_found_at_their_time(long seconds, string eightDigits)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        TotpCodes.FindStep(Secret, eightDigits[2..], at).ShouldBe(seconds / 30);
        AuthenticatorApp.CodeAt(Secret, at).ShouldBe(eightDigits[2..], "what the tests have in the place of a phone");
        TotpCodes.FindStep(Secret, eightDigits, at).ShouldBeNull("six digits, not eight");
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_code_counts_a_step_before_and_after_its_own(int away, bool counts)
    {
        var code = AuthenticatorApp.CodeAt(Secret, Now.AddSeconds(30 * away));

        TotpCodes.FindStep(Secret, code, Now).ShouldBe(counts ? TotpCodes.StepOf(Now) + away : null);
    }

    [Fact]
    public void Another_secret_has_other_codes()
    {
        var (ann, bob) = (TotpCodes.NewSecret(), TotpCodes.NewSecret());
        ann.Length.ShouldBe(32);
        ann.ShouldNotBe(bob);
        var codes = Enumerable.Range(0, 20).Select(n => Now.AddHours(n)).ToList();
        codes.Count(at => TotpCodes.FindStep(bob, AuthenticatorApp.CodeAt(ann, at), at) is not null).ShouldBeLessThan(3);
        codes.ShouldAllBe(at => TotpCodes.FindStep(ann, AuthenticatorApp.CodeAt(ann, at), at) == TotpCodes.StepOf(at));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("٣٣٣٣٣٣")]
    [InlineData("abcdef")]
    public void What_is_no_code_is_found_nowhere(string code) => TotpCodes.FindStep(Secret, code, Now).ShouldBeNull();

    [Fact]
    public void An_app_reads_shop_account_and_secret()
    {
        var uri = TotpCodes.UriOf(Secret, "Gig & Gatek", "ann+shop@example.com");

        uri.ShouldStartWith("otpauth://totp/");
        var parsed = new Uri(uri);
        Uri.UnescapeDataString(parsed.AbsolutePath).ShouldBe("/Gig & Gatek:ann+shop@example.com");
        var query = parsed.Query.TrimStart('?').Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
        query["secret"].ShouldBe(Secret);
        query["issuer"].ShouldBe("Gig & Gatek");
        query["algorithm"].ShouldBe("SHA1");
        query["digits"].ShouldBe("6");
        query["period"].ShouldBe("30");
    }
}
