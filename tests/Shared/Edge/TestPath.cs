namespace GigGatek.Tests;

/// <summary>
/// How the requests of tests reach their shop, as GIGGATEK_TEST_PATH says: <c>direct</c>ly, at its own port; or by the <c>edge</c>, through nginx with
/// its firewall and a gateway, as from outside.
/// </summary>
public static class TestPath
{
    public static bool IsThroughEdge { get; } = Environment.GetEnvironmentVariable("GIGGATEK_TEST_PATH") switch
    {
        null or "" or "direct" => false,
        "edge" => true,
        var other => throw new InvalidOperationException($"GIGGATEK_TEST_PATH is {other}; it is direct or edge."),
    };

    /// <summary>Where it is written down which class sent how many requests through the edge, and which of them nginx itself has answered; null: nowhere.</summary>
    public static string? Tally { get; } = Environment.GetEnvironmentVariable("GIGGATEK_TEST_TALLY") is { Length: > 0 } file ? file : null;
}
