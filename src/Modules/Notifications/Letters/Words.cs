using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Notifications.Letters;

/// <summary>How mails write dates, rates and what they say in more than one place.</summary>
internal static class Words
{
    /// <summary>Banks, not the shop, decide when the money shows.</summary>
    public const string BankDays = "Banks need up to five working days to show it.";

    /// <summary><c>23 November 2026</c>, in UTC.</summary>
    public static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>23 November 2026, 14:05 UTC</c>.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary><c>8.25 %</c>: as many digits as there are.</summary>
    public static string Rate(TaxLine tax) => (tax.RateBasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary><c>free</c>, or the amount with its currency.</summary>
    public static string Price(Money amount) => amount.Minor == 0 ? "free" : amount.ToString();

    /// <summary>An address as one writes it on a parcel.</summary>
    public static IReadOnlyList<string> Postal(Address address) =>
    [
        address.Name,
        address.Line1,
        .. address.Line2 is { Length: > 0 } second ? new[] { second } : [],
        address.Region is { Length: > 0 } region ? $"{address.City}, {region} {address.PostalCode}" : $"{address.PostalCode} {address.City}",
        address.CountryName,
    ];

    /// <summary>The order's own page. Whoever has the link can see it, so it goes to its shopper's address only.</summary>
    public static LinkTo OrderLink(Order order, Sender sender) => new("See your order", sender.Link($"/orders/{Uri.EscapeDataString(order.Secret)}"));
}
