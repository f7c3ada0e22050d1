using GigGatek.Contracts;

namespace GigGatek.Accounts.People;

/// <summary>A person while ASP.NET Core Identity works on him: the row, opened.</summary>
internal sealed class AccountUser
{
    public required long Id { get; init; }
    public required string Email { get; init; }
    public required string DisplayName { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public bool IsDisabled { get; init; }
    public bool EmailConfirmed { get; set; }
    public string PasswordHash { get; set; } = "";
    public string Stamp { get; set; } = "";
    public bool MustChangePassword { get; set; }
    public int Version { get; set; }

    /// <summary>What the next write makes true; it is published in the same transaction.</summary>
    public List<IEvent> Announced { get; } = [];
}
