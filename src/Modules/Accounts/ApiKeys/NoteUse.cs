using System.Collections.Concurrent;
using System.Data.Common;
using GigGatek.Platform.Data;
using LinqToDB;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.ApiKeys;

/// <summary>
/// Writes down that a key was used, once a minute: each process tries that often, and of all processes one succeeds. A call never fails
/// because of it, nor waits long.
/// </summary>
internal sealed partial class NoteUse(Sessions<AccountsDb> sessions, TimeProvider clock, ILogger<NoteUse> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>When this process last tried; as many as there are keys, since only those get here.</summary>
    private readonly ConcurrentDictionary<long, DateTimeOffset> _tried = new();

    public async Task Handle(long keyId, DateTimeOffset now, CancellationToken ct)
    {
        if (!IsMyTurn(keyId, now))
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var before = now - Pause;
            await sessions.RepeatAsync(
                db => db.ApiKeys.Where(row => row.Id == keyId && (row.LastUsedAt == null || row.LastUsedAt <= before)).Set(row => row.LastUsedAt, now).UpdateAsync(either.Token), either.Token);
        }
        catch (Exception failure) when (IsOutage(failure) && !ct.IsCancellationRequested)
        {
            NotNoted(failure, keyId);
        }
    }

    private bool IsMyTurn(long keyId, DateTimeOffset now) => _tried.TryGetValue(keyId, out var last)
        ? last + Pause <= now && _tried.TryUpdate(keyId, now, last)
        : _tried.TryAdd(keyId, now);

    private static bool IsOutage(Exception failure) => failure is DbException or CommitUnknownException or TimeoutException or OperationCanceledException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "That API key {KeyId} was used could not be written down. The call goes on; the next use is tried in a minute.")]
    private partial void NotNoted(Exception failure, long keyId);
}
