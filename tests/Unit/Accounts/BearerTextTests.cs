using GigGatek.Accounts.Access;

namespace GigGatek.Tests.Unit.Accounts;

public sealed class BearerTextTests
{
    [Fact]
    public void A_key_is_its_mark_its_prefix_and_256_random_bits()
    {
        var keys = Enumerable.Range(0, 500).Select(_ => BearerText.Key.Make()).ToList();

        keys.ShouldAllBe(made => made.Text.Length == 59 && made.Text.StartsWith($"gg_{made.Prefix}_", StringComparison.Ordinal));
        keys.Select(made => made.Prefix).ShouldBeUnique();
        keys.Select(made => System.Buffers.Text.Base64Url.DecodeFromChars(made.Text.AsSpan(16))).ShouldAllBe(secret => secret.Length == 32);
        keys.Select(made => made.Text[16..]).ShouldBeUnique();
    }

    [Fact]
    public void A_key_is_known_by_its_hash_and_no_other_is()
    {
        var (prefix, key) = BearerText.Key.Make();
        BearerText.Key.PrefixOf(key).ShouldBe(prefix);
        BearerText.HashOf(key).ShouldMatch("^[0-9a-f]{64}$");
        BearerText.IsOf(key, BearerText.HashOf(key)).ShouldBeTrue();

        for (var at = 0; at < key.Length; at++)
        {
            var wrong = key[..at] + (key[at] == 'x' ? 'y' : 'x') + key[(at + 1)..];
            BearerText.IsOf(wrong, BearerText.HashOf(key)).ShouldBeFalse(at.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void What_cannot_be_a_key_has_no_prefix_to_ask_about()
    {
        var key = BearerText.Key.Make().Text;
        string[] wrong =
        [
            "", "gg_", key[..^1], key + "x", key + "\n", " " + key[1..], key.ToUpperInvariant(), "hh_" + key[3..], key.Replace('_', '-'),
            "gg_0000000000OO_" + key[16..], "gg_é23456789abc_" + key[16..], "gg_*" + key[4..], new string('_', 59), new string('x', 100_000),
        ];
        wrong.ShouldAllBe(text => BearerText.Key.PrefixOf(text) == null);
    }
}
