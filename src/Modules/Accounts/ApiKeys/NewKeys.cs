using GigGatek.Accounts.Access;
using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using LinqToDB;

namespace GigGatek.Accounts.ApiKeys;

/// <summary>The row of a new key, and the line of the trail. The only place that has the whole key in hand.</summary>
internal sealed class NewKeys(SealedUsers seal, Ids ids, TimeProvider clock)
{
    public async Task<NewApiKey> Insert(AccountsDb db, UserRow user, CreateApiKey command, (Actor By, string Action) change, CancellationToken ct)
    {
        var (prefix, key) = BearerText.Key.Make();
        var row = new ApiKeyRow
        {
            Id = ids.Next(),
            UserId = user.Id,
            Name = command.Name,
            Prefix = prefix,
            Hash = BearerText.HashOf(key),
            Scopes = string.Join(' ', ApiScopes.All.Where(command.Scopes.Contains)),
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = command.ExpiresAt,
        };
        await db.InsertAsync(row, token: ct);
        var details = FormattableString.Invariant($"account {user.Id}: {row.Scopes}; ends {(row.ExpiresAt is { } end ? $"{end.UtcDateTime:yyyy-MM-dd}" : "never")}");
        await db.PublishAsync(new ChangeMade(change.By, change.Action, $"api key {prefix}", details, row.CreatedAt), ct);
        return new NewApiKey(row.ToApiKey(seal.OpenEmail(user)), key);
    }
}
