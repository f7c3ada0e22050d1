using System.Runtime.CompilerServices;

namespace GigGatek.Tests;

/// <summary>
/// What tests start lives for seconds or a few minutes. The runtime (its <see href="https://learn.microsoft.com/dotnet/core/runtime-config/compilation">settings</see>) neither
/// measures it nor compiles it a second time, better, which was a quarter of a shop's processor time until ten seconds after its start; nor does it switch
/// <see href="https://github.com/dotnet/runtime/issues/50391">memory for code</see> between writable and executable, which was a tenth.
/// </summary>
internal static class StartedProcesses
{
    [ModuleInitializer]
    internal static void StayAsTheyAreCompiledFirst()
    {
        foreach (var setting in new[] { "DOTNET_TieredPGO", "DOTNET_TC_CallCounting", "DOTNET_EnableWriteXorExecute" })
        {
            if (Environment.GetEnvironmentVariable(setting) is null or "")
            {
                Environment.SetEnvironmentVariable(setting, "0");
            }
        }
    }
}
