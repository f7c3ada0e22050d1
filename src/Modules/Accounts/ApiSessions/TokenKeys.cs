using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>
/// The keys that sign access tokens: in the database, sealed, remembered in each process for <see cref="Memory"/>. Never in Redis. One signs for
/// <see cref="Term"/>; the next is made <see cref="Notice"/> before it signs, for those who keep the public keys for a while.
/// </summary>
internal sealed class TokenKeys(Sessions<AccountsDb> sessions, PersonalData door, TimeProvider clock)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30), Term = TimeSpan.FromDays(30), Notice = TimeSpan.FromHours(1);

    /// <summary>A token of an unknown key asks the database no more often than this, whoever sends how many.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Known? _known;

    /// <summary>The one that signs now; made when there is none.</summary>
    public async Task<SigningKey> FindSigning(CancellationToken ct) =>
        SigningOf(await Keys(Memory, ct)) ?? SigningOf(await Keep(ct)) ?? throw new InvalidOperationException("There is no key to sign tokens with.");

    /// <summary>The one of this id; null when what it signed is good no more.</summary>
    public async Task<SigningKey?> Find(string id, CancellationToken ct) =>
        (await Keys(Memory, ct)).FirstOrDefault(key => key.Id == id) ?? (await Keys(Patience, ct)).FirstOrDefault(key => key.Id == id);

    public Task<IReadOnlyList<SigningKey>> List(CancellationToken ct) => Keys(TimeSpan.Zero, ct);

    public Task<IReadOnlyList<SigningKey>> ListKnown(CancellationToken ct) => Keys(Memory, ct);

    public bool IsSigning(SigningKey key, IReadOnlyList<SigningKey> all) => SigningOf(all)?.Number == key.Number;

    /// <summary>Makes the next one when its time has come, and forgets those whose tokens have all ended.</summary>
    public async Task<IReadOnlyList<SigningKey>> Keep(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await sessions.WriteAsync(
            async db =>
            {
                var rows = await db.TokenKeys.OrderBy(row => row.Id).ToListAsync(ct);
                if (rows.Count == 0)
                {
                    await Insert(db, SigningKey.Make(1, now), ct);
                }
                else if (rows[^1].SignsFrom + Term - Notice <= now)
                {
                    await Insert(db, SigningKey.Make(rows[^1].Id + 1, now + Notice), ct);
                }

                var over = now - ApiSessionLimits.AccessLifetime - AccessTokenCheck.Leeway - Memory - Memory;    // another process may sign with it for as long as it remembers
                if (rows.LastOrDefault(row => row.SignsFrom <= over) is { } since)
                {
                    await db.TokenKeys.DeleteAsync(row => row.Id < since.Id, ct);
                }
            },
            ct);
        return await Keys(TimeSpan.Zero, ct);
    }

    public async Task<SigningKey> Rotate(Actor actor, bool withdrawOthers, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var next = await sessions.WriteAsync(
            async db =>
            {
                var newest = await db.TokenKeys.OrderByDescending(row => row.Id).FirstOrDefaultAsync(ct);
                var made = SigningKey.Make((newest?.Id ?? 0) + 1, now);
                await Insert(db, made, ct);
                var early = await db.TokenKeys.DeleteAsync(row => row.Id < made.Number && (withdrawOthers || row.SignsFrom > now), ct);
                var details = withdrawOthers ? string.Create(CultureInfo.InvariantCulture, $"{early} withdrawn") : "";
                await db.PublishAsync(new ChangeMade(actor, "token-key.rotate", "token key " + made.Id, details, now), ct);
                return made;
            },
            ct);
        await Keys(TimeSpan.Zero, ct);
        return next;
    }

    private Task<int> Insert(AccountsDb db, SigningKey key, CancellationToken ct) => db.InsertAsync(
        new TokenKeyRow { Id = key.Number, Kid = key.Id, PrivateKey = door.Seal(PlaceOf(key.Number), key.Write()), SignsFrom = key.SignsFrom }, token: ct);

    private SigningKey? SigningOf(IReadOnlyList<SigningKey> keys)
    {
        var now = clock.GetUtcNow();
        return keys.LastOrDefault(key => key.SignsFrom <= now) ?? (keys.Count > 0 ? keys[0] : null);    // the clock of who made the first may be ahead
    }

    private async Task<IReadOnlyList<SigningKey>> Keys(TimeSpan oldest, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_known is { } known && known.At <= now && now - known.At < oldest)
        {
            return known.Keys;
        }

        var keys = await Load(ct);
        _known = new Known(now, keys);
        return keys;
    }

    private async Task<IReadOnlyList<SigningKey>> Load(CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        var rows = await db.TokenKeys.OrderBy(row => row.Id).ToListAsync(ct);
        var before = (_known?.Keys ?? []).ToDictionary(key => key.Id);
        return [.. rows.Select(row => before.GetValueOrDefault(row.Kid) ?? SigningKey.Read(row.Id, door.Open(PlaceOf(row.Id), row.PrivateKey), row.SignsFrom))];
    }

    private static SealedPlace PlaceOf(long id) => new("accounts_token_keys", "private_key", id);

    private sealed record Known(DateTimeOffset At, IReadOnlyList<SigningKey> Keys);
}
