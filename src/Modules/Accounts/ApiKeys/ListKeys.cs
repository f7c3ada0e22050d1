using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.ApiKeys;

/// <summary>Keys for the owner, newest first.</summary>
internal sealed class ListKeys(Sessions<AccountsDb> sessions, SealedUsers seal, SignedTokens tokens)
{
    private const int PageSize = 50;
    private const string CursorPurpose = "accounts.api-keys";

    public async Task<Page<ApiKey>> Handle(string? cursor, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var keys = db.ApiKeys.AsQueryable();
        if (cursor is not null && tokens.Read<Cursor>(CursorPurpose, cursor) is { } after)
        {
            keys = keys.Where(key => key.Id < after.Id);
        }

        var rows = await keys.OrderByDescending(key => key.Id).Take(PageSize + 1).ToListAsync(ct);
        var shown = rows.Take(PageSize).ToList();
        var owners = shown.Select(key => key.UserId).Distinct().ToList();
        var addresses = owners.Count == 0 ? [] : (await db.Users.Where(user => owners.Contains(user.Id)).ToListAsync(ct)).ToDictionary(user => user.Id, seal.OpenEmail);
        var next = rows.Count > PageSize ? tokens.Write(CursorPurpose, new Cursor(shown[^1].Id)) : null;
        return new Page<ApiKey>([.. shown.Select(row => row.ToApiKey(addresses[row.UserId]))], next);
    }

    public async Task<ApiKey?> Find(long keyId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.ApiKeys.FirstOrDefaultAsync(key => key.Id == keyId, ct) is { } row && await db.FindUserAsync(row.UserId, ct) is { } user
            ? row.ToApiKey(seal.OpenEmail(user))
            : null;
    }

    private sealed record Cursor(long Id);
}

internal static class ApiKeyViews
{
    public static ApiKey ToApiKey(this ApiKeyRow row, string email) => new(
        row.Id, row.UserId, email, row.Name, row.Prefix, row.Scopes.Split(' '), row.CreatedAt, row.ExpiresAt, row.LastUsedAt, row.RevokedAt, row.ReplacedBy);
}
