using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Web;

/// <summary>What stands in <c>Authorization</c>.</summary>
public static class BearerHeader
{
    private const string Bearer = "Bearer ";

    /// <summary>Null for none, and for another scheme.</summary>
    public static string? BearerText(this HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
}
