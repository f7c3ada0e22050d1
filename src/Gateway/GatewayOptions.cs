using System.ComponentModel.DataAnnotations;

namespace GigGatek.Gateway;

/// <summary>Settings of the gateway. Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The file that says which colours there are and what each gets: see docs/operations/gateway.md.</summary>
    [Required]
    public string StateFile { get; init; } = "";

    /// <summary>
    /// Takes a state with an earlier revision than the one in use. Only where one store replaces the file in its own order, so that an earlier
    /// revision is meant: a ConfigMap, which <c>helm rollback</c> puts back as it was.
    /// </summary>
    public bool AcceptEarlier { get; init; }

    /// <summary>
    /// Whose word counts about who a visitor is (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>): addresses and networks such as
    /// <c>10.0.0.0/8</c> of the proxies before this one. By default nobody's.
    /// </summary>
    public string[] TrustedProxies { get; init; } = [];

    /// <summary>How often each shop is asked whether it is ready.</summary>
    [Range(1, 60)]
    public int CheckSeconds { get; init; } = 1;

    /// <summary>How long it may think about that. Three times longer, and it gets no requests until it answers.</summary>
    [Range(1, 60)]
    public int CheckTimeoutSeconds { get; init; } = 3;

    /// <summary>How long a connection to a shop may take to be made; then another shop is tried.</summary>
    [Range(50, 30_000)]
    public int ConnectMilliseconds { get; init; } = 2_000;

    /// <summary>How long nothing may come from a shop, before its answer or within it.</summary>
    [Range(1, 3_600)]
    public int AnswerSeconds { get; init; } = 60;

    /// <summary>How long a request may take altogether, its body and its answer included.</summary>
    [Range(1, 86_400)]
    public int WholeSeconds { get; init; } = 900;

    /// <summary>How many of a hundred requests of the last ten seconds may be sent to a shop a second time, after another broke off.</summary>
    [Range(0, 10)]
    public int RetryPercent { get; init; } = 10;

    /// <summary>And how many of the last ten seconds at least, where there are hardly any.</summary>
    [Range(0, 1_000)]
    public int RetriesAtLeast { get; init; } = 10;

    /// <summary>A shop of whose answers in the last ten seconds so many of a hundred failed gets no more for a while, when another can take them.</summary>
    [Range(1, 100)]
    public int BreakerPercent { get; init; } = 50;

    /// <summary>Of how many answers at least that is said.</summary>
    [Range(1, 100_000)]
    public int BreakerRequests { get; init; } = 20;

    /// <summary>How long it is left alone before one request tries it.</summary>
    [Range(1, 600)]
    public int BreakerSeconds { get; init; } = 5;

    /// <summary>How many requests a shop may have at once. When all have so many, a visitor is told to come back.</summary>
    [Range(1, 100_000)]
    public int RequestsPerShop { get; init; } = 1_000;

    /// <summary>What differs for the requests of a module, by its name: <c>Gateway:Routes:api:AnswerSeconds</c>. Where nothing is said, the settings above hold.</summary>
    public Dictionary<string, RouteOptions> Routes { get; init; } = [];

    /// <summary>How large a request may be that is no file: more than the shop takes, so that it is the shop that explains.</summary>
    [Range(1, 2_000_000)]
    public int MaxBodyKilobytes { get; init; } = 2_048;

    /// <summary>Below these addresses files are sent in, and <see cref="MaxBodyMegabytes"/> counts.</summary>
    public string[] FilePaths { get; init; } = ["/admin/imports"];

    /// <summary>How large a file may be with the form around it. The shop takes 513 MB of the catalogue.</summary>
    [Range(1, 2_000)]
    public int MaxBodyMegabytes { get; init; } = 520;

    /// <summary>How large the headers of a request may be together; more is 431.</summary>
    [Range(1, 1_024)]
    public int MaxHeaderKilobytes { get; init; } = 32;

    /// <summary>How many headers a request may have; more is 431.</summary>
    [Range(10, 1_000)]
    public int MaxHeaders { get; init; } = 100;

    /// <summary>How long a visitor may take to send the headers of a request; then 408.</summary>
    [Range(1, 600)]
    public int HeaderSeconds { get; init; } = 15;

    /// <summary>How many bytes a second a visitor must send of a body, and take of an answer. Who is slower holds a place that others want, and is cut off.</summary>
    [Range(1, 1_000_000)]
    public int LeastBytesPerSecond { get; init; } = 240;

    /// <summary>How long he may be slower than that at first.</summary>
    [Range(2, 600)]
    public int SlowSeconds { get; init; } = 5;

    /// <summary>How many visitors' connections there may be at once; one more is closed.</summary>
    [Range(10, 1_000_000)]
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>How many requests a connection of HTTP/2 or HTTP/3 may have at once.</summary>
    [Range(1, 1_000)]
    public int StreamsPerConnection { get; init; } = 100;

    /// <summary>The certificate of <c>https</c> addresses, with those between it and its root: a PEM file. It is read again when it changes.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>Its private key: a PEM file.</summary>
    public string CertificateKeyFile { get; init; } = "";

    /// <summary>Serves HTTP/3 at <c>https</c> addresses too. Needs the library msquic, and no <c>--take-over</c>: see docs/operations/gateway.md.</summary>
    public bool Http3 { get; init; }

    /// <summary>
    /// The shop's address as visitors see it, the same as its <c>Shop:PublicUrl</c>. With it, access tokens and keys of the API are checked here
    /// too, and refused before they reach a shop; without, by the shops alone.
    /// </summary>
    [RegularExpression("^(https?://.+[^/])?$", ErrorMessage = "an address without a slash at its end, such as https://shop.example.com")]
    public string PublicUrl { get; init; } = "";

    /// <summary>How often the public keys of access tokens are fetched from the shops.</summary>
    [Range(1, 3_600)]
    public int TokenKeysSeconds { get; init; } = 60;
}

/// <summary>What differs for the requests of one module.</summary>
public sealed class RouteOptions
{
    /// <summary>How long nothing may come from a shop, before its answer or within it.</summary>
    [Range(1, 3_600)]
    public int? AnswerSeconds { get; init; }

    /// <summary>How many of these requests a shop may have at once, of all that it may have.</summary>
    [Range(1, 100_000)]
    public int? RequestsPerShop { get; init; }
}
