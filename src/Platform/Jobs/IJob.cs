using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Jobs;

/// <summary>Work that recurs: sweeping what ran out, retrying what did not answer. Any number of processes may run it at once.</summary>
public interface IJob
{
    /// <summary>Does what is due now.</summary>
    Task RunAsync(CancellationToken ct);
}

/// <summary>
/// Registration of jobs. Unless it says when, a job's first run comes after its pause, but not within two seconds and within a minute: a process
/// that starts has the first page to make, and what recurs each hour was done by another one lately.
/// </summary>
public static class JobServices
{
    /// <summary>Runs a job again and again, with a pause in between.</summary>
    /// <param name="first">How long after the start it runs first.</param>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services, TimeSpan pause, TimeSpan? first = null)
        where TJob : class, IJob => services.AddJob<TJob>(_ => pause, first);

    /// <summary>The same with a pause that is a setting.</summary>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services, Func<IServiceProvider, TimeSpan> pause, TimeSpan? first = null)
        where TJob : class, IJob
    {
        services.AddSingleton<TJob>();
        return services.AddHostedService(provider => ActivatorUtilities.CreateInstance<JobLoop<TJob>>(provider, JobPace.Of(pause(provider), first)));
    }
}

/// <summary>Settings of jobs. Section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    /// <summary>Cuts every job's pause to this, for tests that wait for one.</summary>
    public TimeSpan PauseAtMost { get; init; } = TimeSpan.MaxValue;
}

internal sealed record JobPace(TimeSpan First, TimeSpan Pause)
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(2), Latest = TimeSpan.FromMinutes(1);

    public static JobPace Of(TimeSpan pause, TimeSpan? first) => new(first ?? (pause < Soonest ? Soonest : pause > Latest ? Latest : pause), pause);
}

internal sealed partial class JobLoop<TJob>(TJob job, JobPace pace, IOptions<JobOptions> options, TimeProvider clock, ILogger<TJob> log) : BackgroundService
    where TJob : class, IJob
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitAsync(pace.First, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await job.RunAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure, typeof(TJob).Name);
            }

            await WaitAsync(pace.Pause, stoppingToken);
        }
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken ct) =>
        await Task.Delay(pause < options.Value.PauseAtMost ? pause : options.Value.PauseAtMost, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(LogLevel.Error, "The job {Job} failed; it runs again")]
    private partial void LogFailed(Exception failure, string job);
}
