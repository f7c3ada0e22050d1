using GigGatek.Accounts.People;
using GigGatek.Platform;
using LinqToDB;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>Makes the recovery codes of an account. The only place that has them in hand.</summary>
internal sealed class RecoveryCodes(IOptions<AccountsOptions> options, Ids ids)
{
    private const int Count = 10;

    /// <summary>Takes as long as hashing ten passwords: call it outside a transaction.</summary>
    public MadeCodes Make(AccountUser user)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => TypedCode.NewRecovery()).ToList();
        var salt = CodeHash.NewSalt(options.Value.PasswordIterations);
        return new MadeCodes(
            salt, [.. codes.Select(code => code.Shown)], [.. codes.Select(code => new RecoveryCodeRow { Id = ids.Next(), UserId = user.Id, Hash = CodeHash.Of(code, salt) })]);
    }
}

/// <summary>Codes to show once, and to keep as hashes.</summary>
internal sealed record MadeCodes(string Salt, IReadOnlyList<string> Shown, IReadOnlyList<RecoveryCodeRow> Rows)
{
    public async Task InsertIn(AccountsDb db, CancellationToken ct)
    {
        foreach (var row in Rows)
        {
            await db.InsertAsync(row, token: ct);
        }
    }
}
