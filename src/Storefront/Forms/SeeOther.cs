using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.Forms;

/// <summary>After a form: 303, so that reloading the page that follows does not send the form again.</summary>
internal sealed class SeeOther(string path) : IResult
{
    /// <param name="path">An address of this shop, or the one of a bank that the payment provider named.</param>
    public static IResult To(string path) => new SeeOther(path);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
