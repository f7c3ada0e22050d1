using System.Diagnostics;
using GigGatek.Operations.Deploy.Judging;
using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Deploy.Compose;

/// <summary>
/// A gateway of another image without a gap. A container cannot be replaced while it runs, so a second one, the relief, takes the
/// connections meanwhile: both live in the network namespace of the service door, which owns the port. When it is over there is one again, the
/// service gateway. See docs/decisions/0019.
/// </summary>
internal sealed class ComposeGateway(ComposeCommands commands, ComposeEngine engine, HostSettings settings, IReleaseSwitch points)
{
    /// <summary>The service.</summary>
    public const string Service = "gateway";

    private const string StopSeconds = "45";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>The service's container; null when it does not run, or when a change of it was cut off.</summary>
    public async Task<ComposeContainer?> FindAsync(CancellationToken ct) =>
        await engine.FindAsync(Service, ct) is { IsRunning: true } gateway && await engine.InspectAsync(ReliefOf(gateway), ct) is null ? gateway : null;

    /// <summary>What would be run.</summary>
    public IEnumerable<OutsideCommand> Tell(string image, string project) =>
        [Relieve(image, $"{project}-{Service}-relief"), commands.Stop(Service), commands.Up(Service), .. End($"{project}-{Service}-relief")];

    /// <summary>From wherever it was cut off before.</summary>
    /// <exception cref="ReleaseFailedException">The new one does not answer; the old one serves on.</exception>
    public async Task RenewAsync(string image, CancellationToken ct)
    {
        var gateway = await engine.FindAsync(Service, ct);
        if (gateway is null || !(gateway.IsRunning && gateway.IsOf(image)))
        {
            settings.Write(image, HostSettings.GatewayImage);
            if (gateway is { IsRunning: true })
            {
                await RelieveAsync(gateway, image, ct);
                await engine.DoAsync(commands.Stop(Service), ct);
            }

            await FollowAsync(commands.Up(Service), ct);
            gateway = await engine.FindAsync(Service, ct);
        }

        await EndReliefAsync(ReliefOf(gateway!), ct);
    }

    private async Task RelieveAsync(ComposeContainer gateway, string image, CancellationToken ct)
    {
        var name = ReliefOf(gateway);
        try
        {
            if (await engine.InspectAsync(name, ct) is { IsRunning: true } relief && relief.IsOf(image))
            {
                await AwaitAsync(report => report.Started >= relief.Started, ct);    // of a change that was cut off: it may have connections
                return;
            }

            await EndReliefAsync(name, ct);
            await FollowAsync(Relieve(image, name), ct);
        }
        catch (ReleaseFailedException failure)
        {
            settings.Write(gateway.Image, HostSettings.GatewayImage);
            var told = await OutsideProgram.RunAsync(commands.Docker("logs", name), ct);
            await OutsideProgram.RunAsync(commands.Docker("rm", "--force", name), ct);
            throw new ReleaseFailedException($"the gateway of {image} did not start: {failure.Message}: {LastWords.Of((told.Output + told.Error).Split('\n'))}");
        }
    }

    /// <summary>Starts one, and waits until the management address is answered by another process than before.</summary>
    private async Task FollowAsync(OutsideCommand start, CancellationToken ct)
    {
        var before = (await points.ReadGatewayAsync(ct))?.Identity;
        await engine.DoAsync(start, ct);
        await AwaitAsync(report => report.Identity != before, ct);
    }

    private async Task AwaitAsync(Func<GatewayReport, bool> isTheNewOne, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (await points.ReadGatewayAsync(ct) is not { } report || !isTheNewOne(report))
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new ReleaseFailedException("it did not take the connections within a minute");
            }

            await Task.Delay(Look, ct);
        }
    }

    private async Task EndReliefAsync(string relief, CancellationToken ct)
    {
        if (await engine.InspectAsync(relief, ct) is not null)
        {
            foreach (var command in End(relief))
            {
                await engine.DoAsync(command, ct);
            }
        }
    }

    private OutsideCommand Relieve(string image, string relief) => commands.RunBeside(Service, relief, HostSettings.GatewayImage, image);

    private IEnumerable<OutsideCommand> End(string relief) => [commands.Docker("stop", "--time", StopSeconds, relief), commands.Docker("rm", relief)];

    private static string ReliefOf(ComposeContainer gateway) => $"{gateway.Project}-{Service}-relief";
}
