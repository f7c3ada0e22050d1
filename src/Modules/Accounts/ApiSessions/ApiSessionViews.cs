using GigGatek.Contracts.Accounts;

namespace GigGatek.Accounts.ApiSessions;

internal static class ApiSessionViews
{
    public static ApiSession ToApiSession(this ApiSessionRow row) =>
        new(row.Id, row.Name, row.Scopes.Split(' '), row.CreatedAt, row.RefreshedAt, row.RefreshEndsAt, row.EndsAt);
}
