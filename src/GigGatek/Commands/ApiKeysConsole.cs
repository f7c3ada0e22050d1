using System.Globalization;
using System.Text.Json;
using GigGatek.Composition;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Commands;

/// <summary>What the subcommands of <c>apikeys</c> do, and say. A whole key goes to standard output, alone, so that it can be led into a file; all else about it does not.</summary>
internal sealed class ApiKeysConsole(IApiKeysAdmin keys, IAccountsAdmin people, TimeProvider clock)
{
    private const string Mark = "gg_";
    private static readonly JsonSerializerOptions ForPrograms = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task<int> Create(string account, string name, IReadOnlyList<string> scopes, TimeSpan? life, CancellationToken ct)
    {
        if ((await people.ListAsync(account, null, ct)).Items is not [{ } person])
        {
            throw new StartRefusedException($"There is no account with the mail address {account}. Have the person register, or look for typing errors.");
        }

        return Show(await keys.CreateAsync(Actor.System, new CreateApiKey(person.UserId, name, scopes, EndOf(life)), ct), "");
    }

    public async Task<int> Rotate(string key, TimeSpan overlap, TimeSpan? life, CancellationToken ct)
    {
        var old = await Find(key, ct);
        return Show(
            await keys.RotateAsync(Actor.System, new RotateApiKey(old.Id, overlap, EndOf(life)), ct),
            $" It takes the place of {Mark}{old.Prefix}, which goes on for {overlap.TotalHours.ToString("0", CultureInfo.InvariantCulture)} hours at most.");
    }

    public async Task<int> Revoke(string key, CancellationToken ct)
    {
        var found = await Find(key, ct);
        if (await keys.RevokeAsync(Actor.System, found.Id, ct) is { Succeeded: false, Error: var refused })
        {
            throw new StartRefusedException(refused.Message);
        }

        Console.WriteLine($"{Mark}{found.Prefix} is revoked. Every running process refuses it within a minute.");
        return Exit.Done;
    }

    public async Task<int> List(bool json, CancellationToken ct)
    {
        var all = await All(ct);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                all.Select(key => new { Key = Mark + key.Prefix, Account = key.Email, key.Name, key.Scopes, State = StateOf(key), key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt }), ForPrograms));
            return Exit.Done;
        }

        foreach (var key in all)
        {
            Console.WriteLine($"{Mark}{key.Prefix}  {StateOf(key),-8} {key.Email}, “{key.Name}”: {string.Join(' ', key.Scopes)}; ends {Time(key.ExpiresAt)}, last used {Time(key.LastUsedAt)}");
        }

        Console.WriteLine(all.Count == 0 ? "There is no key yet. Make one with: giggatek apikeys create." : string.Create(CultureInfo.InvariantCulture, $"{all.Count:N0} keys."));
        return Exit.Done;
    }

    private static int Show(Result<NewApiKey> made, string more)
    {
        if (!made.Succeeded)
        {
            throw new StartRefusedException(made.Error.Message);
        }

        var (key, secret) = made.Value;
        Console.WriteLine(secret);
        Console.Error.WriteLine($"“{key.Name}” for {key.Email} may be used for {string.Join(", ", key.Scopes)}, and ends {Time(key.ExpiresAt)}.{more} It is shown this once and kept nowhere.");
        return Exit.Done;
    }

    private DateTimeOffset? EndOf(TimeSpan? life) => clock.GetUtcNow() + life;

    /// <summary>By how it begins: a whole key has no place among the arguments of a command, which a shell remembers.</summary>
    private async Task<ApiKey> Find(string begin, CancellationToken ct)
    {
        var named = (await All(ct)).Where(key => begin.Trim() == Mark + key.Prefix).ToList();
        return named is [{ } only] ? only : throw new StartRefusedException("There is no key that begins so. Write it as giggatek apikeys list shows it: gg_ and twelve letters.");
    }

    private async Task<List<ApiKey>> All(CancellationToken ct)
    {
        var all = new List<ApiKey>();
        string? cursor = null;
        do
        {
            var page = await keys.ListAsync(cursor, ct);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    private string StateOf(ApiKey key) =>
        key.RevokedAt is not null ? "revoked"
        : !key.IsOpenAt(clock.GetUtcNow()) ? "ended"
        : key.ReplacedBy is not null ? "replaced"
        : "open";

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never";
}
