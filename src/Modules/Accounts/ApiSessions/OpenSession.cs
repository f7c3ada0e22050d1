using GigGatek.Accounts.Access;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>Signs a program in for a person, by the password.</summary>
internal sealed partial class OpenSession(Sessions<AccountsDb> sessions, SignIn signIn, AccessTokens tokens, Ids ids, TimeProvider clock, ILogger<OpenSession> log)
{
    private const int LongestName = 100;

    public async Task<Result<ApiTokens>> Handle(OpenApiSession command, CancellationToken ct)
    {
        var name = command.Name.Trim();
        if (FaultOf(name, command.Scopes) is { } fault)
        {
            return fault;
        }

        var signedIn = await signIn.Handle(command.Email, command.Password, command.Client, ct);
        if (!signedIn.Succeeded)
        {
            return signedIn.Error;
        }

        var person = signedIn.Value;
        return person.MustChangePassword
                ? new Error(ErrorKind.Forbidden, "must_change_password", "This account still has its one-time password. Sign in to the shop and choose another first.")
            : command.Scopes.FirstOrDefault(scope => scope != ApiScopes.Shop && !person.Permissions.Contains(scope)) is { } denied
                ? Error.Invalid("not_permitted", $"This account has no role that allows {denied}. Leave it out, or ask the shop's owner.", "scopes")
            : await Begin(person, name, command.Scopes, ct);
    }

    private static Error? FaultOf(string name, IReadOnlyList<string> scopes) =>
        name.Length is 0 or > LongestName || name.Any(char.IsControl)
            ? Error.Invalid("invalid", $"Say in 1 to {LongestName} letters which program this is, and where.", "name")
        : scopes.Count == 0 || scopes.Except(ApiScopes.All).Any()
            ? Error.Invalid("invalid", $"Choose at least one of the scopes {string.Join(", ", ApiScopes.All)}.", "scopes")
        : null;

    private async Task<Result<ApiTokens>> Begin(SignedIn person, string name, IReadOnlyList<string> scopes, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (prefix, refresh) = BearerText.Refresh.Make();
        var session = new ApiSessionRow
        {
            Id = ids.Next(),
            UserId = person.UserId,
            Name = name,
            Scopes = string.Join(' ', ApiScopes.All.Where(scopes.Contains)),
            Stamp = person.Stamp,
            Prefix = prefix,
            Hash = BearerText.HashOf(refresh),
            CreatedAt = now,
            RefreshedAt = now,
            RefreshEndsAt = now + ApiSessionLimits.RefreshLifetime,
            EndsAt = now + ApiSessionLimits.SessionLifetime,
        };
        await sessions.RepeatAsync(db => Insert(db, session, ct), ct);
        LogBegun(person.UserId, session.Id);
        return new ApiTokens(session.ToApiSession(), await tokens.Write(session, ct), refresh);
    }

    /// <summary>One too many ends the one that was refreshed least recently: it is the one that is most likely forgotten.</summary>
    private static async Task Insert(AccountsDb db, ApiSessionRow session, CancellationToken ct)
    {
        if (await db.ApiSessions.AnyAsync(row => row.Id == session.Id, ct))
        {
            return;
        }

        var all = await db.ApiSessions.Where(row => row.UserId == session.UserId && row.EndsAt > session.CreatedAt && row.RefreshEndsAt > session.CreatedAt)
            .OrderByDescending(row => row.RefreshedAt).ThenByDescending(row => row.Id).Select(row => row.Id).ToListAsync(ct);
        foreach (var id in all.Skip(ApiSessionLimits.MostSessions - 1))
        {
            await db.ApiSessions.Where(row => row.Id == id).Set(row => row.EndsAt, session.CreatedAt).UpdateAsync(ct);
        }

        await db.InsertAsync(session, token: ct);
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} signed a program in: session {SessionId}")]
    private partial void LogBegun(long userId, long sessionId);
}
