using System.Runtime.CompilerServices;

namespace GigGatek.Tests;

/// <summary>
/// What tests start lives for seconds or a few minutes. The runtime (its <see href="https://learn.microsoft.com/dotnet/core/runtime-config/compilation">settings</see>) neither
/// measures it nor compiles it a second time, better, which was a quarter of a shop's processor time until ten seconds after its start.
/// </summary>
internal static class StartedProcesses
{
    [ModuleInitializer]
    internal static void StayAsTheyAreCompiledFirst()
    {
        foreach (var setting in new[] { "DOTNET_TieredPGO", "DOTNET_TC_CallCounting" })
        {
            if (Environment.GetEnvironmentVariable(setting) is null or "")
            {
                Environment.SetEnvironmentVariable(setting, "0");
            }
        }
    }
}
