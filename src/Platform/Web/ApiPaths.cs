using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Web;

/// <summary>Where programs are spoken to.</summary>
public static class ApiPaths
{
    /// <summary>The first version of the API. Another one that breaks its promises would have an address of its own.</summary>
    public const string V1 = "/api/v1";

    /// <summary>What the API says of itself, by OpenAPI.</summary>
    public const string Document = V1 + "/openapi.json";

    /// <summary>The page that shows the document and lets one try it.</summary>
    public const string Reference = "/api/reference";

    /// <summary>Below it stands a page for each code of a <see cref="Problem"/>.</summary>
    public const string Problems = "/api/problems";

    /// <summary>True where an answer is never a page, whatever is accepted.</summary>
    public static bool IsForProgram(this HttpRequest request) => request.Path.StartsWithSegments(V1);
}
