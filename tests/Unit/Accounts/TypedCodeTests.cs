using CsCheck;
using GigGatek.Accounts.SecondFactor;

namespace GigGatek.Tests.Unit.Accounts;

public sealed class TypedCodeTests
{
    [Theory]
    [InlineData("123456", "123456", false)]
    [InlineData(" 123 456 ", "123456", false)]
    [InlineData("123-456", "123456", false)]
    [InlineData("7KMQ2-W9XBD", "7KMQ2W9XBD", true)]
    [InlineData("7kmq2 w9xbd", "7KMQ2W9XBD", true)]
    [InlineData("\t7kmq2w9xbd\n", "7KMQ2W9XBD", true)]
    public void People_write_codes_as_they_like(string typed, string text, bool isRecovery) =>
        TypedCode.Read(typed).ShouldBe(new TypedCode(text, isRecovery));

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("٣٣٣٣٣٣")]
    [InlineData("7KMQ2-W9XB")]
    [InlineData("7KMQ2-W9XBDD")]
    [InlineData("7KMQ2-W9XBÄ")]
    [InlineData("7KMQ2-W9XB'")]
    public void What_has_no_code_s_shape_is_none(string typed) => TypedCode.Read(typed).ShouldBeNull();

    [Fact]
    public void Whatever_is_typed_is_read_or_refused() => Gen.String.Sample(typed => TypedCode.Read(typed) is null or { Text.Length: 6 or 10 });

    [Fact]
    public void A_recovery_code_is_read_as_it_is_shown_and_none_is_like_another()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => TypedCode.NewRecovery()).ToList();
        codes.ShouldAllBe(code => TypedCode.Read(code.Shown) == code);
        codes.ShouldAllBe(code => code.Shown.Length == 11 && code.Shown[5] == '-');
        codes.Select(code => code.Text).ShouldBeUnique();
        string.Concat(codes.SelectMany(code => code.Text).Distinct().Order()).ShouldBe("23456789ABCDEFGHJKMNPQRSTVWXYZ", "letters that are not taken for others");
    }

    [Fact]
    public void A_code_has_one_hash_for_a_salt_and_another_for_another()
    {
        var code = new TypedCode("7KMQ2W9XBD", IsRecovery: true);
        var (salt, other) = (CodeHash.NewSalt(1000), CodeHash.NewSalt(1000));

        CodeHash.Of(code, salt).ShouldBe(CodeHash.Of(code, salt));
        CodeHash.Of(code, salt).ShouldNotBe(CodeHash.Of(code, other));
        CodeHash.Of(code, salt).ShouldNotBe(CodeHash.Of(code with { Text = "7KMQ2W9XBE" }, salt));
        CodeHash.Of(code, "1000." + salt.Split('.')[1]).Length.ShouldBe(43);
        CodeHash.Of(code, "1001." + salt.Split('.')[1]).ShouldNotBe(CodeHash.Of(code, salt), "the rounds count");
    }
}
