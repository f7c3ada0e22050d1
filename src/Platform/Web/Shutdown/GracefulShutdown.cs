using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Web.Shutdown;

/// <summary>
/// Ends a server so that no request is lost. Told to stop (SIGTERM, or SIGINT from a keyboard) it says that it is not ready, serves
/// on while others learn that, takes no more connections, lets those requests end that have begun, and ends with success. Told
/// again it ends at once.
/// </summary>
public sealed partial class GracefulShutdown(
    IOptions<ShutdownOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<GracefulShutdown> log) : IHostLifetime, IDisposable
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _atOnce = new();
    private int _signals;

    /// <summary>Whether it was told to stop: not ready any more, and connections end with the answer that is on its way.</summary>
    public bool HasBegun => _begun.Task.IsCompleted;

    /// <summary>Serves until told to stop. Signals are this one's from the start of it on; before, they end the process.</summary>
    public async Task RunAsync(IHost host, CancellationToken ct)
    {
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear);
        using var stopping = lifetime.ApplicationStopping.Register(() => _begun.TrySetResult());    // a service has failed
        using var cancelled = ct.Register(() => _begun.TrySetResult());
        await host.StartAsync(ct);
        await _begun.Task;
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            LogBegun(options.Value.KeepServingSeconds, options.Value.DrainSeconds);
            await Task.Delay(TimeSpan.FromSeconds(options.Value.KeepServingSeconds), clock, _atOnce.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await StopAsync(host);
    }

    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _atOnce.Dispose();

    private async Task StopAsync(IHost host)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_atOnce.Token);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Value.DrainSeconds));
        try
        {
            await host.StopAsync(patience.Token);
        }
        catch (Exception cut) when (patience.IsCancellationRequested && cut is OperationCanceledException or AggregateException)
        {
            // said below: what was under way is found by whoever comes next
        }

        if (patience.IsCancellationRequested)
        {
            LogCutOff();
        }
    }

    private void Hear(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _signals) == 1)
        {
            _begun.TrySetResult();
        }
        else
        {
            _atOnce.Cancel();
        }
    }

    [LoggerMessage(LogLevel.Information, "Stopping: not ready any more, serving on for {KeepServing} s, then up to {Drain} s for what has begun. A second signal ends it at once")]
    private partial void LogBegun(int keepServing, int drain);

    [LoggerMessage(LogLevel.Warning, "Stopped before all that had begun was at its end")]
    private partial void LogCutOff();
}
