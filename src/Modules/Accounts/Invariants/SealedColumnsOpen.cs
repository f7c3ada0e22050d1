using System.Security.Cryptography;
using GigGatek.Accounts.People;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.Invariants;

/// <summary>A lost key, or a row put together from two, shows here and not at a person's next visit.</summary>
internal sealed class SealedColumnsOpen(Sessions<AccountsDb> sessions, SealedUsers seal) : IInvariant
{
    private const int BatchSize = 500;
    private const int MaxFindings = 20;

    public string Sentence => "Every account's mail address and name decrypt, and the address is found by its index.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        var findings = new List<string>();
        long seen = 0;
        long last = 0;
        while (findings.Count < MaxFindings)
        {
            await using var db = sessions.Read();
            var batch = await db.Users.Where(user => user.Id > last).OrderBy(user => user.Id).Take(BatchSize).ToListAsync(ct);
            if (batch.Count == 0)
            {
                break;
            }

            seen += batch.Count;
            last = batch[^1].Id;
            findings.AddRange(batch.Select(Fault).OfType<string>());
        }

        return new InvariantReport(seen, [.. findings.Take(MaxFindings)]);
    }

    private string? Fault(UserRow row)
    {
        try
        {
            var user = seal.Open(row);
            return seal.EmailIndexes(user.Email).Contains(row.EmailIndex)
                ? null
                : $"Account {row.Id} cannot be found by its mail address: the index is another's.";
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or OverflowException)
        {
            return $"Account {row.Id} does not decrypt.";
        }
    }
}
