using System.ComponentModel.DataAnnotations;

namespace GigGatek.Platform.Web;

/// <summary>The shop itself. Section <c>Shop</c>.</summary>
public sealed class ShopOptions
{
    /// <summary>How it is called.</summary>
    [Required, StringLength(60)]
    public string Name { get; init; } = "GigGatek";

    /// <summary>Its address as visitors see it, without a trailing slash. Canonical links and mails are built from it, never from a request.</summary>
    [Required, Url]
    public string PublicUrl { get; init; } = "http://localhost:8080";

    /// <summary>Where most of its customers live, ISO 3166-1 alpha-2: chosen in the address form until they choose another.</summary>
    [Required, RegularExpression("^[A-Z]{2}$", ErrorMessage = "the two capital letters of a country, such as US")]
    public string Country { get; init; } = "US";

    /// <summary>ISO 4217.</summary>
    [Required, RegularExpression("^[A-Z]{3}$", ErrorMessage = "the three capital letters of a currency, such as USD")]
    public string Currency { get; init; } = "USD";

    /// <summary>Who sends the mails.</summary>
    [Required, EmailAddress]
    public string MailFrom { get; init; } = "shop@giggatek.example";

    /// <summary>
    /// Whose word counts about who a visitor is (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>): the addresses or networks, such as
    /// <c>10.0.0.0/8</c>, of the gateway. By default nobody's: without it all visitors behind a gateway count as one where they are throttled.
    /// </summary>
    public string[] TrustedProxies { get; init; } = [];

    /// <summary>True on a developer's machine: the mailbox page and the test provider's pages are there.</summary>
    public bool Development { get; init; }

    /// <summary>Says in a response header how many SQL statements a request took. For tests and developers.</summary>
    public bool ShowStatements { get; init; }
}
