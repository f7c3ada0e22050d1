using GigGatek.Notifications.Delivery;
using GigGatek.Notifications.Mailbox;
using MimeKit;

namespace GigGatek.Tests.Unit.Notifications;

public sealed class MailFileNameTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 14, 5, 3, 120, TimeSpan.FromHours(2));

    [Fact]
    public void Names_tell_the_time_in_utc() => Name(Noon, 7).ShouldBe("20261123T120503120-0000000000000000007.eml");

    [Fact]
    public void Names_sort_by_time_and_then_by_id()
    {
        string[] names = [Name(Noon, 9), Name(Noon, 10), Name(Noon, long.MaxValue), Name(Noon.AddMilliseconds(1), 1), Name(Noon.AddYears(1), 1)];
        names.Order(StringComparer.Ordinal).ShouldBe(names);
    }

    [Fact]
    public void A_name_without_its_ending_is_an_id() =>
        MailFileName.OfId(Path.GetFileNameWithoutExtension(Name(Noon, 7))).ShouldBe(Name(Noon, 7));

    [Theory]
    [InlineData("")]
    [InlineData("../20261123T120503120-0000000000000000007")]
    [InlineData("20261123T120503120-0000000000000000007/../../keys/data-keys")]
    [InlineData("20261123T120503120-0000000000000000007.eml")]
    [InlineData("20261123T120503120-0000000000000000007\n")]
    [InlineData("20261123T120503120-000000000000000000٧")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\keys\\data-keys")]
    [InlineData("20261123T120503120-0000000000000000007\0")]
    public void What_is_not_exactly_an_id_is_no_file(string id) => MailFileName.OfId(id).ShouldBeNull();

    private static string Name(DateTimeOffset queuedAt, long id) => MailFileName.Of(new OutgoingMail(id, queuedAt, new MimeMessage()));
}
