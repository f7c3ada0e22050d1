using System.Runtime.CompilerServices;

namespace GigGatek.Tests;

/// <summary>
/// All requests of tests come from one address, more of them than any limit of requests lets through: these are off in this process and in those that it starts,
/// unless a test turns them on.
/// </summary>
internal static class WithoutLimits
{
#pragma warning disable CA2255 // meant for applications: these are, and no test may begin before it
    [ModuleInitializer]
    internal static void TurnOff()
    {
        Environment.SetEnvironmentVariable("RateLimits__Enabled", "false");
        Environment.SetEnvironmentVariable("GIGGATEK_RATE_LIMITS", "false");    // of stacks of containers
    }
#pragma warning restore CA2255
}
