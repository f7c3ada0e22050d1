using System.Globalization;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Api.Sessions;

/// <summary>A program that a person has signed in.</summary>
/// <param name="Name">Which program, on which machine.</param>
/// <param name="Scopes">What it may be used for: <c>shop</c>, and what the back office lets its account do.</param>
/// <param name="RefreshedAt">When it last got new tokens.</param>
/// <param name="RefreshEndsAt">It ends when it has not asked for new tokens until then.</param>
/// <param name="EndsAt">It ends then in any case, and the person signs in again.</param>
public sealed record Session(
    string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset RefreshedAt, DateTimeOffset RefreshEndsAt, DateTimeOffset EndsAt)
{
    internal static Session Of(ApiSession session) => new(
        session.Id.ToString(CultureInfo.InvariantCulture), session.Name, session.Scopes, session.CreatedAt, session.RefreshedAt, session.RefreshEndsAt, session.EndsAt);
}

/// <summary>Signs a program in.</summary>
/// <param name="Email">The account's mail address.</param>
/// <param name="Password">The account's password.</param>
/// <param name="Name">Which program this is, and where: the person finds it by this.</param>
/// <param name="Scopes">What it may be used for; <c>shop</c> when left out.</param>
/// <param name="Code">Of the account's second factor, where it has one: six digits of the app, or a recovery code.</param>
public sealed record NewSession(string Email, string Password, string Name, IReadOnlyList<string>? Scopes = null, string? Code = null);

/// <summary>What a session asks with from now on.</summary>
/// <param name="AccessToken">Goes with every call: <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresIn">The access token is good for so many seconds.</param>
/// <param name="RefreshToken">Gets the next tokens, once.</param>
public sealed record SessionTokens(Session Session, string AccessToken, int ExpiresIn, string RefreshToken)
{
    internal static SessionTokens Of(ApiTokens tokens) =>
        new(Session.Of(tokens.Session), tokens.AccessToken, (int)ApiSessionLimits.AccessLifetime.TotalSeconds, tokens.RefreshToken);
}
