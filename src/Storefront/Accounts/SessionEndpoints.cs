using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Accounts;

/// <summary>Where one is signed in, and ending it there: browsers, and the programs of the API.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder own)
    {
        own.MapGet("/sessions", ShowSessions);
        own.MapPost("/sessions/{id:long}/end", EndSession);
        own.MapPost("/sessions/end-others", EndOthers);
        own.MapPost("/sessions/programs/{id:long}/end", EndProgram);
    }

    private static Task<IResult> ShowSessions(string? done, HttpContext context, IBrowserSessions browsers, IApiSessions programs, CancellationToken ct) =>
        Page(new PageForm(), done, StatusCodes.Status200OK, context, browsers, programs, ct);

    private static async Task<IResult> EndSession(long id, HttpContext context, IBrowserSessions browsers, IApiSessions programs, CancellationToken ct)
    {
        var ended = await browsers.EndAsync(context.SignedIn().UserId, id, ct);
        return ended.Succeeded
            ? SeeOther.To("/account/sessions?done=one")
            : await Page(new PageForm().Refuse(ended.Error), null, context.StatusOf(ended.Error), context, browsers, programs, ct);
    }

    private static async Task<IResult> EndOthers(HttpContext context, IBrowserSessions browsers, CancellationToken ct)
    {
        await browsers.EndOthersAsync(context.SignedIn().UserId, context.User.SessionKey() ?? "", ct);
        return SeeOther.To("/account/sessions?done=others");
    }

    private static async Task<IResult> EndProgram(long id, HttpContext context, IBrowserSessions browsers, IApiSessions programs, CancellationToken ct)
    {
        var ended = await programs.EndAsync(context.SignedIn().UserId, id, ct);
        return ended.Succeeded
            ? SeeOther.To("/account/sessions?done=one")
            : await Page(new PageForm().Refuse(ended.Error), null, context.StatusOf(ended.Error), context, browsers, programs, ct);
    }

    private static async Task<IResult> Page(
        PageForm form, string? done, int status, HttpContext context, IBrowserSessions browsers, IApiSessions programs, CancellationToken ct)
    {
        var userId = context.SignedIn().UserId;
        return Pages.Show<SessionsPage>(
            new { Browsers = await browsers.ListAsync(userId, context.User.SessionKey(), ct), Programs = await programs.ListAsync(userId, ct), Form = form, Done = done }, status);
    }
}
