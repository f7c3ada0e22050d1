using System.Globalization;
using GigGatek.Api.Answers;
using GigGatek.Api.Bodies;
using GigGatek.Api.Callers;
using GigGatek.Api.Documents;
using GigGatek.Api.Idempotency;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Api.Sessions;

/// <summary>Programs that people sign in. See docs/decisions/0028.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Sessions").ReadFromPrimary().ReadsBodies();
        sessions.MapPost("", Open).CountAs(RateLimitClass.SignIn).Sends(SessionExamples.New)
            .Describe("beginSession", "Sign a program in", "With the person's mail address and password, which the program forgets at once. Sent twice it begins two sessions, so this call has no name of its own.")
            .Answers(SessionExamples.Tokens, StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status422UnprocessableEntity);
        sessions.MapPost("/refreshes", Refresh).RequireRefreshToken().Repeatable()
            .Describe("refreshSession", "Get new tokens", "The refresh token goes where a key goes. It works once: the answer holds the next one. When no answer comes, send the call again under the same name.")
            .Answers(SessionExamples.Tokens);
        sessions.MapGet("", List).RequireSession().Describe("listSessions", "Your sessions", "Those that go on, newest first.").Answers(SessionExamples.All);
        sessions.MapDelete("/{session}", End).RequireSession().Repeatable()
            .Describe("endSession", "Sign a program out", "This one or another of yours. Its tokens are refused from now on.").Answers(SessionExamples.One).Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Open(Body<NewSession> body, HttpContext context, IApiSessions sessions, CancellationToken ct)
    {
        var wanted = body.Value;
        var opened = await sessions.OpenAsync(
            new OpenApiSession(wanted.Email, wanted.Password, wanted.Name, wanted.Scopes ?? [ApiScopes.Shop], context.Connection.RemoteIpAddress?.ToString() ?? "unknown", wanted.Code), ct);
        return opened.Succeeded ? Tokens(opened.Value, StatusCodes.Status201Created)
            : opened.Error.Code is "wrong_credentials" or "second_factor_needed" or "wrong_code" ? opened.Error.ToProblem(context, StatusCodes.Status401Unauthorized)
            : opened.Error.ToProblem(context);
    }

    private static async Task<IResult> Refresh(HttpContext context, IApiSessions sessions, CancellationToken ct)
    {
        var refreshed = await sessions.RefreshAsync(context.Refresher(), ct);
        return refreshed.Succeeded ? Tokens(refreshed.Value, StatusCodes.Status200OK) : refreshed.Error.ToProblem(context, StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> List(HttpContext context, IApiSessions sessions, CancellationToken ct) =>
        new OwnAnswer<Page<Session>>(new([.. (await sessions.ListAsync(context.CallerId(), ct)).Select(Session.Of)], null));

    private static async Task<IResult> End(string session, HttpContext context, IApiSessions sessions, CancellationToken ct)
    {
        var id = long.TryParse(session, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var ended = await sessions.EndAsync(context.CallerId(), id, ct);
        return ended.Succeeded ? new OwnAnswer<Session>(Session.Of(ended.Value)) : ended.Error.ToProblem(context);
    }

    private static SecretAnswer<SessionTokens> Tokens(ApiTokens tokens, int status) => new(SessionTokens.Of(tokens), status);
}
