using GigGatek.Accounts.Roles;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.Invariants;

/// <summary>
/// Nobody but an owner can make an owner. A shop that has never been started by <c>up</c> has no staff at all, which is
/// no fault yet.
/// </summary>
internal sealed class RolesAreCounted(Sessions<AccountsDb> sessions) : IInvariant
{
    public string Sentence => "Where there are staff, one is an owner, and each role's count is the number of its holders.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.ReadWhole();
        var counts = await db.Roles.OrderBy(role => role.Name).ToListAsync(ct);
        var holders = (await db.UserRoles.GroupBy(held => held.Role).Select(group => new { Role = group.Key, Count = group.Count() }).ToListAsync(ct))
            .ToDictionary(held => held.Role, held => held.Count);
        var findings = counts.Where(role => role.Holders != holders.GetValueOrDefault(role.Name))
            .Select(role => $"The role {role.Name} counts {role.Holders} and is held by {holders.GetValueOrDefault(role.Name)}.").ToList();
        if (holders.GetValueOrDefault(ShopRoles.Owner) == 0 && (holders.Count > 0 || counts.Any(role => role.Holders > 0)))
        {
            findings.Add("There are staff, but no owner.");
        }

        return new InvariantReport(counts.Count, findings);
    }
}
