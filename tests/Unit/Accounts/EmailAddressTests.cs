using GigGatek.Accounts.People;

namespace GigGatek.Tests.Unit.Accounts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("  ann.lee+shop@mail.example.com ")]
    [InlineData("o'brien@example.ie")]
    public void A_whole_address_is_taken(string email) => EmailAddress.IsValid(email).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("ann@")]
    [InlineData("@example.com")]
    [InlineData("ann@localhost")]
    [InlineData("ann@example.")]
    [InlineData("Ann <ann@example.com>")]
    [InlineData("ann@example.com\r\nBcc: all@example.com")]
    [InlineData("ann@example.com,bob@example.com")]
    [InlineData("ann lee@example.com")]
    public void Anything_else_is_refused(string email) => EmailAddress.IsValid(email).ShouldBeFalse();

    [Fact]
    public void An_address_is_not_longer_than_mail_servers_take() =>
        EmailAddress.IsValid(new string('a', 250) + "@example.com").ShouldBeFalse();

    [Fact]
    public void Letter_case_and_blanks_do_not_make_another_address() =>
        EmailAddress.Canonical(" Ann@Example.COM ").ShouldBe("ann@example.com");
}
