using GigGatek.Accounts.Access;
using GigGatek.Accounts.SecondFactor;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>Signs a program in for a person, by the password and a code of the second factor where there is one.</summary>
internal sealed partial class OpenSession(Sessions<AccountsDb> sessions, SignIn signIn, FinishSignIn finish, AccessTokens tokens, Ids ids, TimeProvider clock, ILogger<OpenSession> log)
{
    private const int LongestName = 100;

    private static readonly Error CodeNeeded = Error.Invalid(
        "second_factor_needed", "This account has a second factor. Send the same again with a code of the app, or a recovery code.", "code");

    public async Task<Result<ApiTokens>> Handle(OpenApiSession command, CancellationToken ct)
    {
        var name = command.Name.Trim();
        if (FaultOf(name, command.Scopes) is { } fault)
        {
            return fault;
        }

        var proved = await Prove(command, ct);
        if (!proved.Succeeded)
        {
            return proved.Error;
        }

        var (person, hasSecondFactor) = proved.Value;
        return person.MustChangePassword
                ? new Error(ErrorKind.Forbidden, "must_change_password", "This account still has its one-time password. Sign in to the shop and choose another first.")
            : person.OfficeNeedsSecondFactor && !hasSecondFactor && command.Scopes.Any(scope => scope != ApiScopes.Shop)
                ? Error.Invalid("not_permitted", "The shop asks its staff for a second factor. Turn it on in the account, or leave out every scope but shop.", "scopes")
            : command.Scopes.FirstOrDefault(scope => scope != ApiScopes.Shop && !person.Permissions.Contains(scope)) is { } denied
                ? Error.Invalid("not_permitted", $"This account has no role that allows {denied}. Leave it out, or ask the shop's owner.", "scopes")
            : await Begin(proved.Value, name, command.Scopes, ct);
    }

    private async Task<Result<Proof>> Prove(OpenApiSession command, CancellationToken ct)
    {
        var accepted = await signIn.Handle(command.Email, command.Password, command.Client, ct);
        if (!accepted.Succeeded)
        {
            return accepted.Error;
        }

        if (accepted.Value.Person is { } person)
        {
            return new Proof(person, HasSecondFactor: false);
        }

        if (string.IsNullOrEmpty(command.Code))
        {
            return CodeNeeded;
        }

        var finished = await finish.Handle(accepted.Value.Pending!, command.Code, command.Client, ct);
        return finished.Succeeded ? new Proof(finished.Value, HasSecondFactor: true) : finished.Error;
    }

    private static Error? FaultOf(string name, IReadOnlyList<string> scopes) =>
        name.Length is 0 or > LongestName || name.Any(char.IsControl)
            ? Error.Invalid("invalid", $"Say in 1 to {LongestName} letters which program this is, and where.", "name")
        : scopes.Count == 0 || scopes.Except(ApiScopes.All).Any()
            ? Error.Invalid("invalid", $"Choose at least one of the scopes {string.Join(", ", ApiScopes.All)}.", "scopes")
        : null;

    private async Task<Result<ApiTokens>> Begin(Proof proof, string name, IReadOnlyList<string> scopes, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var person = proof.Person;
        var (prefix, refresh) = BearerText.Refresh.Make();
        var session = new ApiSessionRow
        {
            Id = ids.Next(),
            UserId = person.UserId,
            Name = name,
            Scopes = string.Join(' ', ApiScopes.All.Where(scopes.Contains)),
            Stamp = person.Stamp,
            HasSecondFactor = proof.HasSecondFactor,
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

    /// <summary>Who signed in, and how.</summary>
    private sealed record Proof(SignedIn Person, bool HasSecondFactor);

    [LoggerMessage(LogLevel.Information, "Account {UserId} signed a program in: session {SessionId}")]
    private partial void LogBegun(long userId, long sessionId);
}
