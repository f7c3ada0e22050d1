using GigGatek.Contracts.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GigGatek.Storefront.SignIn;

/// <summary>Ends this browser's session: at the server, so that no copy of the cookie goes on, and in the browser.</summary>
internal sealed partial class EndSession(IBrowserSessions sessions, ILogger<EndSession> log)
{
    public async Task Handle(HttpContext context)
    {
        if (context.User.SessionKey() is { } key)
        {
            await sessions.EndAsync(key, context.RequestAborted);
        }

        await context.SignOutAsync(Session.Scheme);
        if (context.FindSignedIn() is { } person)
        {
            LogSignedOut(person.UserId);
        }
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} signed out")]
    private partial void LogSignedOut(long userId);
}
