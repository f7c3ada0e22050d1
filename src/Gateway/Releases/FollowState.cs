using GigGatek.Gateway.Shops;
using GigGatek.Platform.Releases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway.Releases;

/// <summary>
/// Follows the state file by reading it five times a second. It is small, and a watch of the kernel's is blind where it matters:
/// to a file that was replaced inside a bind mount, to a ConfigMap's link, on a network drive.
/// </summary>
internal sealed partial class FollowState(Fleet fleet, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<FollowState> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ReleaseStateFile _file = new(options.Value.StateFile);
    private byte[] _counted = [];
    private string? _doubted;
    private volatile StateFileStatus _status = new(clock.GetUtcNow(), null);

    public string Path => _file.Path;

    public StateFileStatus Status => _status;

    /// <summary>Reads it before the start.</summary>
    /// <exception cref="ReleaseStateRefusedException">There is no old state that could stay.</exception>
    public void Load()
    {
        var text = _file.ReadBytes();
        Take(_file.Parse(text), text);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Look();
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Look()
    {
        try
        {
            var text = _file.ReadBytes();
            if (text.AsSpan().SequenceEqual(_counted))
            {
                _doubted = null;
                _status = _status with { Refused = null };
                return;
            }

            var state = _file.Parse(text);
            RefuseUnlessItFollows(state);
            Take(state, text);
            LogFollowed(state.Revision, string.Join(", ", state.Colours.Select(colour => $"{colour.Name} {colour.Weight}")));
        }
        catch (ReleaseStateRefusedException refusal)
        {
            Refuse(refusal);
        }
    }

    private void RefuseUnlessItFollows(ReleaseState state)
    {
        var current = fleet.Traffic.State;
        if ((state.Revision < current.Revision && !options.Value.AcceptEarlier) || (state.Revision == current.Revision && !state.SaysTheSameAs(current)))
        {
            throw new ReleaseStateRefusedException(
                _file.Path, null, $"revision {state.Revision} does not follow revision {current.Revision}, which is in use; give it {current.Revision + 1}.");
        }
    }

    private void Take(ReleaseState state, byte[] text)
    {
        fleet.Follow(state);
        _counted = text;
        _doubted = null;
        _status = new StateFileStatus(clock.GetUtcNow(), null);
    }

    /// <summary>A file that is being written over is half a file for a moment: it is refused when it is still wrong at the next look.</summary>
    private void Refuse(ReleaseStateRefusedException refusal)
    {
        if (_doubted == refusal.Message && (_status.Refused?.Line, _status.Refused?.Reason) != (refusal.Line, refusal.Reason))
        {
            _status = _status with { Refused = new StateRefusal(refusal.Line, refusal.Reason, clock.GetUtcNow()) };
            LogRefused(refusal.Message, fleet.Traffic.State.Revision);
        }

        _doubted = refusal.Message;
    }

    [LoggerMessage(LogLevel.Information, "Revision {Revision} of the release counts now: {Weights}")]
    private partial void LogFollowed(long revision, string weights);

    [LoggerMessage(LogLevel.Error, "{Refusal} It is refused, and revision {Revision} stays")]
    private partial void LogRefused(string refusal, long revision);
}
