using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.Audit;

/// <summary>The trail, what happened last first: numbers are given when entries are written down, some at once. It is stored without names; they come from the accounts that are still there.</summary>
internal sealed class ListTrail(Sessions<AccountsDb> sessions, SealedUsers seal, SignedTokens tokens)
{
    private const int PageSize = 100;
    private const string CursorPurpose = "accounts.audit.by-time";

    public async Task<Page<AuditEntry>> Handle(string? subject, string? cursor, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var entries = db.AuditEntries.AsQueryable();
        if (!string.IsNullOrWhiteSpace(subject))
        {
            var trimmed = subject.Trim();
            entries = entries.Where(entry => entry.Subject == trimmed);
        }

        if (cursor is not null && tokens.Read<Cursor>(CursorPurpose, cursor) is { } after)
        {
            entries = entries.Where(entry => entry.At < after.At || (entry.At == after.At && entry.Id < after.Id));
        }

        var rows = await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(PageSize + 1).ToListAsync(ct);
        var shown = rows.Take(PageSize).ToList();
        var names = await NamesOf(db, shown, ct);
        var next = rows.Count > PageSize ? tokens.Write(CursorPurpose, new Cursor(shown[^1].At, shown[^1].Id)) : null;
        return new Page<AuditEntry>(
            [.. shown.Select(row => new AuditEntry(row.Id, row.At, NameOf(row, names), row.Action, row.Subject, row.Details))], next);
    }

    private async Task<Dictionary<long, string>> NamesOf(AccountsDb db, List<AuditEntryRow> entries, CancellationToken ct)
    {
        var ids = entries.Select(entry => entry.ActorId).Where(id => id != 0).Distinct().ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var people = await db.Users.Where(user => ids.Contains(user.Id)).Select(user => new { user.Id, user.DisplayName }).ToListAsync(ct);
        return people.ToDictionary(person => person.Id, person => seal.OpenName(person.Id, person.DisplayName));
    }

    /// <summary>What stands after the account in what was stored, such as the key that it used, stays.</summary>
    private static string NameOf(AuditEntryRow row, Dictionary<long, string> names)
    {
        var account = FormattableString.Invariant($"account {row.ActorId}");
        return !names.TryGetValue(row.ActorId, out var name) ? row.ActorName
            : row.ActorName.StartsWith(account, StringComparison.Ordinal) ? name + row.ActorName[account.Length..]
            : name;
    }

    private sealed record Cursor(DateTimeOffset At, long Id);
}
