using GigGatek.Contracts;
using GigGatek.Platform.Web;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.Errors;

/// <summary>
/// Refusals and failures as pages. Browsers get a sentence and a way on, programs get problem details; nobody gets a
/// stack trace: the request id leads the operator to the log.
/// </summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => context.Refuse(StatusCodes.Status500InternalServerError).ExecuteAsync(context) });
        app.UseStatusCodePages(pages => pages.HttpContext.Refuse(pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext));
    }

    /// <summary>Answers with a status and a sentence: what happened and what would be right. Without one, the status has its own.</summary>
    public static IResult Refuse(this HttpContext context, int status, string? message = null)
    {
        message ??= status == StatusCodes.Status429TooManyRequests ? WaitingTime(context.Response) : null;
        var wantsPage = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !context.Request.IsForProgram();
        return wantsPage
            ? Pages.Show<ErrorPage>(new { Status = status, RequestId = Problems.RequestIdOf(context), Message = message, Again = AgainIn(context.Request, status) }, status)
            : context.ToProblem(status, message);
    }

    private static string? WaitingTime(HttpResponse response) => response.Headers.RetryAfter.ToString() switch
    {
        "" => null,
        "1" => "More came from you, or from others who share your network, than we answer at once. Wait 1 second, then try again.",
        var seconds => $"More came from you, or from others who share your network, than we answer at once. Wait {seconds} seconds, then try again.",
    };

    /// <summary>Where the same can be asked once more: what was sent in is sent again from its form.</summary>
    private static string? AgainIn(HttpRequest request, int status) =>
        status == StatusCodes.Status429TooManyRequests && HttpMethods.IsGet(request.Method) ? LocalPath.Or(request.Path.ToUriComponent() + request.QueryString, "/") : null;

    /// <summary>The refusal of a use case as a page.</summary>
    public static IResult Refuse(this HttpContext context, Error error) => context.Refuse(context.StatusOf(error), error.Message);
}
