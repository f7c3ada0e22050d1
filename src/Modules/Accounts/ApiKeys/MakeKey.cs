using GigGatek.Accounts.People;
using GigGatek.Accounts.Roles;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Accounts.ApiKeys;

/// <summary>Makes a key for an account.</summary>
internal sealed class MakeKey(Sessions<AccountsDb> sessions, NewKeys made, TimeProvider clock)
{
    private const int LongestName = 100;

    public async Task<Result<NewApiKey>> Handle(Actor actor, CreateApiKey command, CancellationToken ct)
    {
        var named = command with { Name = command.Name.Trim() };
        return FaultOf(named) is { } fault ? fault : await sessions.WriteAsync(db => Make(db, actor, named, ct), ct);
    }

    private Error? FaultOf(CreateApiKey command) =>
        command.Name.Length is 0 or > LongestName || command.Name.Any(char.IsControl)
            ? Error.Invalid("invalid", $"Say in 1 to {LongestName} letters what the key is for.", "name")
        : command.Scopes.Count == 0 || command.Scopes.Except(ApiScopes.All).Any()
            ? Error.Invalid("invalid", $"Choose at least one of the scopes {string.Join(", ", ApiScopes.All)}.", "scopes")
        : command.ExpiresAt <= clock.GetUtcNow()
            ? Error.Invalid("invalid", "The end of a key lies ahead. Choose a later one.", "expiresAt")
        : null;

    private async Task<Result<NewApiKey>> Make(AccountsDb db, Actor actor, CreateApiKey command, CancellationToken ct)
    {
        if (await db.Users.Where(row => row.Id == command.UserId).ForUpdate().FindAsync(ct) is not { } user)    // two keys of one account at once follow each other
        {
            return Error.NotFound("There is no such account.");
        }

        if (!user.EmailConfirmed)
        {
            return new Error(ErrorKind.Conflict, "not_confirmed", "This person has not confirmed the mail address yet, so it may not be theirs. Ask them to follow the link in their mail.", "account");
        }

        var may = ShopRoles.PermissionsOf(await db.ListRolesOfAsync(user.Id, ct));
        if (command.Scopes.FirstOrDefault(scope => scope != ApiScopes.Shop && !may.Contains(scope)) is { } denied)
        {
            return Error.Invalid("not_permitted", $"This account has no role that allows {denied}, so its key cannot have it. Give the person such a role first, or leave it out.", "scopes");
        }

        return await IsNameTaken(db, command, ct)
            ? new Error(ErrorKind.Conflict, "name_taken", "This account has a key of this name. If it was just made and its text is lost, rotate that one; else choose another name.", "name")
            : await made.Insert(db, user, command, (actor, "api-key.create"), ct);
    }

    private Task<bool> IsNameTaken(AccountsDb db, CreateApiKey command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.ApiKeys.AnyAsync(
            row => row.UserId == command.UserId && row.Name == command.Name && row.RevokedAt == null && row.ReplacedBy == null && (row.ExpiresAt == null || row.ExpiresAt > now), ct);
    }
}
