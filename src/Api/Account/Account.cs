namespace GigGatek.Api.Account;

/// <summary>The account that a key acts for.</summary>
/// <param name="Scopes">What the key may be used for: <c>shop</c>, and what the back office lets its account do.</param>
public sealed record Account(string Email, string Name, bool EmailConfirmed, IReadOnlyList<string> Scopes, DateTimeOffset RegisteredAt)
{
    internal static Account Of(Contracts.Accounts.Account account, IReadOnlyList<string> scopes) =>
        new(account.Email, account.DisplayName, account.EmailConfirmed, scopes, account.RegisteredAt);
}
