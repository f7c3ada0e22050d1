using System.Security.Cryptography;
using GigGatek.Platform.Security;

namespace GigGatek.Tests.Unit.Platform;

public sealed class PersonalDataTests
{
    private static readonly SealedPlace Place = new("accounts_users", "email", 42);

    [Fact]
    public void What_was_sealed_opens_in_its_place()
    {
        var data = new PersonalData(new Keys("k1"));
        var value = data.Seal(Place, "ann@example.com");
        value.ShouldNotContain("ann");
        data.Open(Place, value).ShouldBe("ann@example.com");
    }

    [Theory]
    [InlineData("accounts_users", "email", 43)]
    [InlineData("accounts_users", "name", 42)]
    [InlineData("ordering_orders", "email", 42)]
    public void A_value_moved_to_another_place_does_not_open(string table, string column, long row)
    {
        var data = new PersonalData(new Keys("k1"));
        var value = data.Seal(Place, "ann@example.com");
        Should.Throw<CryptographicException>(() => data.Open(new SealedPlace(table, column, row), value));
    }

    [Fact]
    public void A_value_with_one_changed_character_does_not_open()
    {
        var data = new PersonalData(new Keys("k1"));
        var value = data.Seal(Place, "ann@example.com");
        var changed = value[..^3] + (value[^3] == 'A' ? 'B' : 'A') + value[^2..];
        Should.Throw<CryptographicException>(() => data.Open(Place, changed));
    }

    [Fact]
    public void After_a_rotation_old_values_open_and_are_found()
    {
        var before = new PersonalData(new Keys("k1"));
        var after = new PersonalData(new Keys("k2", "k1"));
        after.Open(Place, before.Seal(Place, "ann")).ShouldBe("ann");
        after.BlindIndexes("email", "ann").ShouldContain(before.BlindIndex("email", "ann"));
        after.BlindIndex("email", "ann").ShouldNotBe(before.BlindIndex("email", "ann"));
    }

    [Fact]
    public void Equal_values_of_different_purposes_do_not_look_equal()
    {
        var data = new PersonalData(new Keys("k1"));
        data.BlindIndex("accounts.email", "x").ShouldNotBe(data.BlindIndex("ordering.email", "x"));
    }

    [Fact]
    public void The_same_value_sealed_twice_looks_different()
    {
        var data = new PersonalData(new Keys("k1"));
        data.Seal(Place, "ann").ShouldNotBe(data.Seal(Place, "ann"));
    }

    [Fact]
    public void A_key_does_not_print_its_bytes() => new Keys("k1").Current.ToString().ShouldBe("k1 [redacted]");
}
