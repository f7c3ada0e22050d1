using CsCheck;
using GigGatek.Platform.Security;

namespace GigGatek.Tests.Unit.Platform;

public sealed class SignedTokenTests
{
    private readonly SignedTokens _tokens = new(new Keys("k2", "k1"));

    private sealed record Offer(string Sku, long Minor);

    [Fact]
    public void A_token_reads_back_for_its_purpose_only()
    {
        var token = _tokens.Write("quote", new Offer("A-1", 9_99));
        _tokens.Read<Offer>("quote", token).ShouldBe(new Offer("A-1", 9_99));
        _tokens.Read<Offer>("cursor", token).ShouldBeNull();
    }

    [Fact]
    public void A_token_of_an_older_key_still_reads() =>
        _tokens.Read<Offer>("quote", new SignedTokens(new Keys("k1")).Write("quote", new Offer("A-1", 1))).ShouldNotBeNull();

    [Fact]
    public void No_changed_token_reads()
    {
        var token = _tokens.Write("quote", new Offer("A-1", 9_99));
        Gen.Select(Gen.Int[0, token.Length - 1], Gen.Char.AlphaNumeric).Sample((at, with) =>
        {
            var changed = token[..at] + with + token[(at + 1)..];
            return changed == token || Tail(changed, token) || _tokens.Read<Offer>("quote", changed) is null;
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("k1.e30.!!")]
    [InlineData("k9.e30.AAAA")]
    [InlineData("k1.%%%.AAAA")]
    public void Rubbish_is_null(string token) => _tokens.Read<Offer>("quote", token).ShouldBeNull();

    /// <summary>The last character of base64 carries two unused bits: another spelling of the same signature.</summary>
    private static bool Tail(string changed, string token) => changed[..^1] == token[..^1];
}
