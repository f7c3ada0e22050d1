using System.Data.Common;
using GigGatek.Composition;
using GigGatek.Operations;
using GigGatek.Operations.Deploy;
using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Releases;
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
        catch (Exception refusal) when (refusal is StartRefusedException or SchemaRefusedException or KeysRefusedException or OperationRefusedException or ReleaseStateRefusedException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return Refused;
        }
        catch (ReleaseFailedException failure)
        {
            await Console.Error.WriteLineAsync($"It did not work: {failure.Message}");
            return Broken;
        }
        catch (Exception failure) when (failure is DbException or CommitUnknownException or IOException or UnauthorizedAccessException)
        {
            // a full disk, a server that went away
            await Console.Error.WriteLineAsync($"It did not work: {failure.Message.TrimEnd('.')}. What was saved before is complete. Mend this, and run the same command again.");
            return Broken;
        }
        catch (Exception refusal) when (FindFaults(refusal) is { } faults)
        {
            await Console.Error.WriteLineAsync("The configuration is not right: " + string.Join(" ", faults));
            return Refused;
        }
    }

    /// <summary>Options of several modules may be wrong at once.</summary>
    private static IEnumerable<string>? FindFaults(Exception failure) => failure switch
    {
        OptionsValidationException one => one.Failures,
        AggregateException many when many.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            many.InnerExceptions.OfType<OptionsValidationException>().SelectMany(inner => inner.Failures).Distinct(),    // one module asks another's
        _ => null,
    };
}
