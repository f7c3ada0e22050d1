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

    /// <summary>How large a request may be. The shop takes less for most of its addresses, and most for catalogue files.</summary>
    [Range(1, 2_000)]
    public int MaxBodyMegabytes { get; init; } = 520;
}
