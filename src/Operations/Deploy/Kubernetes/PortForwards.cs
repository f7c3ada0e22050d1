using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Deploy.Kubernetes;

/// <summary>Ways from this machine to shops in the cluster, which nobody outside reaches. They end with this process.</summary>
internal sealed partial class PortForwards(ClusterCommands commands)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, (Process Process, Uri Address)> _open = new();

    /// <summary>To a pod of a deployment that is ready; the same as long as that way stays open.</summary>
    public async Task<Uri> OpenAsync(string deployment, CancellationToken ct)
    {
        if (_open.TryGetValue(deployment, out var open) && !open.Process.HasExited)
        {
            return open.Address;
        }

        var process = OutsideProgram.Start(commands.Forward(deployment));
        process.StandardInput.Close();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(process);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        if (await FindAddressAsync(process, ct) is not { } address)
        {
            End(process);
            throw new ReleaseFailedException($"there is no way to {deployment}: {(await errors).Trim()}");
        }

        _open[deployment] = (process, address);
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);    // it writes a line for each connection, and stops when nobody reads
        return address;
    }

    /// <summary>Null when it ends, or says nothing for too long.</summary>
    private static async Task<Uri?> FindAddressAsync(Process process, CancellationToken ct)
    {
        try
        {
            while (await process.StandardOutput.ReadLineAsync(ct).AsTask().WaitAsync(Patience, ct) is { } line)
            {
                if (Address().Match(line) is { Success: true } match)
                {
                    return new Uri($"http://{match.Groups[1].Value}");
                }
            }

            return null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }

    [GeneratedRegex("Forwarding from (127\\.0\\.0\\.1:[0-9]+) ->")]
    private static partial Regex Address();
}
