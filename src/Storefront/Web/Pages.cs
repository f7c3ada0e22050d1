using System.Text;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GigGatek.Storefront.Web;

/// <summary>How endpoints answer with pages.</summary>
internal static class Pages
{
    /// <summary>A page for one visitor: no cache may keep it. Parameters are the component's, by name: <c>new { Order = order }</c>.</summary>
    public static IResult Show<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new PageResult<TPage>(parameters, status, IsPublic: false);

    /// <summary>A page that is the same for everyone: caches may keep it and must ask whether it is still right.</summary>
    public static IResult ShowPublic<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new PageResult<TPage>(parameters, status, IsPublic: true);
}

/// <summary>
/// A component rendered once into a whole document. Written only when it is complete, so that a failure while rendering
/// becomes a clean error page and not half a page.
/// </summary>
internal sealed record PageResult<TPage>(object? Parameters, int Status, bool IsPublic) : IResult
    where TPage : IComponent
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var bytes = Encoding.UTF8.GetBytes(await Render(services));
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = IsPublic && Status == StatusCodes.Status200OK ? "public, max-age=0, must-revalidate" : "no-store";
        if (IsPublic)
        {
            response.Headers.ETag = EntityTags.WeakOf(bytes);
        }

        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    private async Task<string> Render(IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new RouteValueDictionary(Parameters));
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString());
    }
}
