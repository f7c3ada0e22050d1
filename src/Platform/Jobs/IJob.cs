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

/// <summary>Registration of jobs.</summary>
public static class JobServices
{
    /// <summary>Runs a job again and again, with a pause in between.</summary>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services, TimeSpan pause)
        where TJob : class, IJob => services.AddJob<TJob>(_ => pause);

    /// <summary>The same with a pause that is a setting.</summary>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services, Func<IServiceProvider, TimeSpan> pause)
        where TJob : class, IJob
    {
        services.AddSingleton<TJob>();
        return services.AddHostedService(provider => ActivatorUtilities.CreateInstance<JobLoop<TJob>>(provider, pause(provider)));
    }
}

/// <summary>Settings of jobs. Section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    /// <summary>Cuts every job's pause to this, for tests that wait for one.</summary>
    public TimeSpan PauseAtMost { get; init; } = TimeSpan.MaxValue;
}

internal sealed partial class JobLoop<TJob>(TJob job, TimeSpan pause, IOptions<JobOptions> options, TimeProvider clock, ILogger<TJob> log) : BackgroundService
    where TJob : class, IJob
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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

            await Task.Delay(pause < options.Value.PauseAtMost ? pause : options.Value.PauseAtMost, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "The job {Job} failed; it runs again")]
    private partial void LogFailed(Exception failure, string job);
}
