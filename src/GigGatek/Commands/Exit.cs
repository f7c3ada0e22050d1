using GigGatek.Composition;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Security.Keys;
using Microsoft.Extensions.Options;

namespace GigGatek.Commands;

/// <summary>Exit codes, and the one place where a refusal becomes a red line.</summary>
internal static class Exit
{
    public const int Done = 0;
    public const int Broken = 1;
    public const int Refused = 2;

    /// <summary>Runs a command; a refusal is one sentence on standard error, not a stack trace.</summary>
    public static async Task<int> Guard(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception refusal) when (refusal is StartRefusedException or SchemaRefusedException or KeysRefusedException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return Refused;
        }
        catch (OptionsValidationException invalid)
        {
            await Console.Error.WriteLineAsync("The configuration is not right: " + string.Join(" ", invalid.Failures));
            return Refused;
        }
    }
}
