using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace GigGatek.Platform.Redis;

/// <summary>What Redis answered, or that it did not.</summary>
internal readonly record struct RedisAnswer<T>(bool IsThere, T? Value);

/// <summary>
/// The one way to Redis. It never throws and never waits twice: the first call that fails closes it for all, until
/// <see cref="RedisWatch"/> has heard Redis again. So a Redis that hangs costs a few requests a quarter of a second, once.
/// </summary>
internal sealed partial class RedisConnection(IOptions<RedisOptions> options, RedisMetrics metrics, ILogger<RedisConnection> log) : IAsyncDisposable
{
    private readonly Lock _losing = new();
    private volatile IConnectionMultiplexer? _connection;
    private volatile bool _isUp;
    private volatile bool _hasMissed;
    private volatile string? _problem;
    private volatile int _openings;
    private int _interruptions;

    /// <summary>False while the shop does without it.</summary>
    public bool IsUp => _isUp;

    /// <summary>Why it is not used; null while it is.</summary>
    public string? Problem => _isUp ? null : _problem ?? "it has not answered yet";

    /// <summary>True when it was away, not when it has not answered for the first time yet.</summary>
    public bool WasLost => !_isUp && _problem is not null;

    /// <summary>True when a change could not be passed on: what Redis holds is not to be believed any more.</summary>
    public bool HasMissed => _hasMissed;

    /// <summary>The longest that anybody waits.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(options.Value.PatienceMilliseconds);

    /// <summary>The beginning of all keys; in braces, so that a cluster keeps them at one node.</summary>
    public string Prefix { get; } = $"{{{options.Value.Prefix}}}:";

    /// <summary>Where messages go.</summary>
    public RedisChannel Channel => RedisChannel.Literal(Prefix + "changes");

    /// <summary>This process among those that talk, for as long as it lives.</summary>
    public string Node { get; } = Secrets.NewToken();

    /// <summary>Makes the connection once; it then reconnects by itself, for ever.</summary>
    public async Task<IConnectionMultiplexer> ConnectAsync()
    {
        if (_connection is { } made)
        {
            return made;
        }

        // What a client asks of its own accord and the shop has no use for: the server's configuration, and who is the primary.
        var settings = ConfigurationOptions.Parse("$CONFIG=," + options.Value.Connection);
        (settings.TieBreaker, settings.ConfigurationChannel) = ("", "");
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        settings.ConnectTimeout = 2000;
        settings.AsyncTimeout = options.Value.PatienceMilliseconds;
        settings.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
        settings.ReconnectRetryPolicy = new LinearRetry(500);
        settings.ClientName = "giggatek";
        var connection = await ConnectionMultiplexer.ConnectAsync(settings);
        connection.ConnectionFailed += (_, failed) => Interrupt(failed.Exception);
        return _connection = connection;
    }

    /// <summary>How often a connection broke: one that came back within a second may have missed messages too.</summary>
    public int Interruptions => Volatile.Read(ref _interruptions);

    private void Interrupt(Exception? failure)
    {
        Interlocked.Increment(ref _interruptions);
        if (_isUp)
        {
            Lose(failure ?? new RedisException("A connection broke."));
        }
    }

    /// <summary>Asks, when Redis is up.</summary>
    public async Task<RedisAnswer<T>> AskAsync<T>(Func<IDatabase, Task<T>> ask)
    {
        if (!_isUp)
        {
            return default;
        }

        var opening = _openings;
        try
        {
            return new(true, await ask(_connection!.GetDatabase()).WaitAsync(Patience));
        }
        catch (Exception failure) when (IsOutage(failure))
        {
            if (opening == _openings)    // it may be back since
            {
                Lose(failure);
            }

            return default;
        }
    }

    /// <summary>Tells all processes of a change that was made already. Redis learns first, so that nobody takes the old state from it afterwards.</summary>
    public async Task TellAsync(Func<IDatabase, Task> change, string kind, string name)
    {
        var told = await AskAsync(async db =>
        {
            await change(db);
            return await db.PublishAsync(Channel, new RedisMessage(Node, kind, name).Write());
        });
        if (!told.IsThere)
        {
            _hasMissed = true;
        }
    }

    /// <summary>Says that what Redis holds may be believed from now on. Call it before making that so: what is missed meanwhile counts.</summary>
    public void StartMending() => _hasMissed = false;

    /// <summary>It did not come about.</summary>
    public void MarkMissed() => _hasMissed = true;

    /// <summary>Only <see cref="RedisWatch"/> says so.</summary>
    public void MarkUp()
    {
        if (_isUp)
        {
            return;
        }

        _openings++;
        _isUp = true;
        metrics.IsUp(true);
        LogUsed();
    }

    /// <summary>Closes it. Only the first of many who meet the same outage logs it.</summary>
    public void Lose(Exception failure)
    {
        metrics.Failed();
        var problem = failure is TimeoutException ? "it does not answer in time" : failure is RedisServerException ? "it refuses commands" : "it cannot be reached";
        lock (_losing)
        {
            if (!_isUp && _problem is not null)
            {
                return;
            }

            _problem = problem;
            _isUp = false;
        }

        metrics.IsUp(false);
        LogLost(problem);
    }

    /// <summary>What an outage throws; anything else is a bug.</summary>
    public static bool IsOutage(Exception failure) => failure is RedisException or TimeoutException or ObjectDisposedException;

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    [LoggerMessage(LogLevel.Information, "Redis is used")]
    private partial void LogUsed();

    [LoggerMessage(LogLevel.Warning, "Redis is not used, since {Problem}; the shop goes on with its own memory and the database")]
    private partial void LogLost(string problem);
}
