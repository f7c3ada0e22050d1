using GigGatek.Platform.Caching;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace GigGatek.Platform.Redis;

/// <summary>
/// Listens to what other processes change, and tries the whole way every second: writes, and waits to hear its own message.
/// After an outage it drops what this process remembers, since it may have missed a message, before Redis is used again.
/// </summary>
/// <param name="memory">Null in a process that remembers nothing, as a gateway: it misses nothing either.</param>
internal sealed partial class RedisWatch(RedisConnection redis, SharedStamps stamps, ILogger<RedisWatch> log, LocalMemory? memory = null) : BackgroundService
{
    private const int MostVainStarts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _patience = redis.Patience > Pause ? redis.Patience : Pause;
    private volatile TaskCompletionSource _heard = NewBeat();
    private bool _isListening;
    private int _vainStarts;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync();
            }
            catch (Exception failure) when (RedisConnection.IsOutage(failure))
            {
                LoseUnlessStarting(failure);
            }
            catch (Exception failure)    // would end the shop
            {
                LogFailed(failure);
                LoseUnlessStarting(failure);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);    // a network's time is the real one
        }
    }

    /// <summary>A connection that is being made for the first time is not lost yet.</summary>
    private void LoseUnlessStarting(Exception failure)
    {
        if (redis.IsUp || redis.WasLost || ++_vainStarts == MostVainStarts)
        {
            redis.Lose(failure);
        }
    }

    private async Task LookAsync()
    {
        var connection = await redis.ConnectAsync();
        var interruptions = redis.Interruptions;
        await ListenAsync(connection);
        var db = connection.GetDatabase();
        await HearMyselfAsync(db);
        if (!redis.IsUp || redis.HasMissed)
        {
            await ReturnAsync(db, interruptions);
        }
    }

    /// <summary>Once: the connection listens again by itself. Messages come one after the other, in the order they were sent.</summary>
    private async Task ListenAsync(IConnectionMultiplexer connection)
    {
        if (_isListening)
        {
            return;
        }

        var messages = await connection.GetSubscriber().SubscribeAsync(redis.Channel).WaitAsync(_patience);
        messages.OnMessage(async received => await HearAsync(RedisMessage.Read(received.Message)));
        _isListening = true;
    }

    private async Task HearAsync(RedisMessage? message)
    {
        switch (message)
        {
            case { Kind: RedisMessage.Beat } when message.Sender == redis.Node:
                _heard.TrySetResult();
                break;
            case { Kind: RedisMessage.Value } when message.Sender != redis.Node:
                memory?.ForgetValue(message.Name);
                break;
            case { Kind: RedisMessage.Pages } when memory is not null && message.Sender != redis.Node:
                await memory.ForgetPagesAsync(message.Name);
                break;
            case { Kind: RedisMessage.Everything } when memory is not null && message.Sender != redis.Node:
                await memory.ForgetEverythingAsync();
                break;
        }
    }

    /// <summary>Writes too: a Redis that is full, or only a replica, answers reads and refuses the rest.</summary>
    private async Task HearMyselfAsync(IDatabase db)
    {
        var heard = _heard = NewBeat();
        await db.StringSetAsync($"{redis.Prefix}beat:{redis.Node}", "", TimeSpan.FromMinutes(1)).WaitAsync(_patience);
        await db.PublishAsync(redis.Channel, new RedisMessage(redis.Node, RedisMessage.Beat, "").Write()).WaitAsync(_patience);
        await heard.Task.WaitAsync(_patience);
    }

    private async Task ReturnAsync(IDatabase db, int interruptions)
    {
        if (memory is not null)
        {
            await ForgetAsync(db, memory);
        }

        if (redis.Interruptions == interruptions)
        {
            redis.MarkUp();
        }
    }

    private async Task ForgetAsync(IDatabase db, LocalMemory memory)
    {
        if (redis.HasMissed || redis.WasLost)
        {
            await MendAsync(db);
        }

        await memory.ForgetEverythingAsync();
    }

    /// <summary>All that Redis holds may be from before a change that nobody could tell it: it is given up, in all processes.</summary>
    private async Task MendAsync(IDatabase db)
    {
        redis.StartMending();
        try
        {
            await stamps.RenewAsync(db, SharedStamps.Everything).WaitAsync(_patience);
            await db.PublishAsync(redis.Channel, new RedisMessage(redis.Node, RedisMessage.Everything, "").Write()).WaitAsync(_patience);
        }
        catch (Exception failure) when (RedisConnection.IsOutage(failure))
        {
            redis.MarkMissed();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Error, "The look at Redis failed")]
    private partial void LogFailed(Exception failure);

    private static TaskCompletionSource NewBeat() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
