using GigGatek.Storefront.Errors;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.Forms;

/// <summary>Reads the form of a POST before its endpoint runs, and refuses what is none with a sentence.</summary>
internal static class PostedForms
{
    public static async ValueTask<object?> Read(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<StreamedForm>() is not null)
        {
            return await next(context);
        }

        if (!http.Request.HasFormContentType)
        {
            return http.Refuse(StatusCodes.Status415UnsupportedMediaType, "This address takes a form. Open the page and send its form.");
        }

        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (BadHttpRequestException refused)
        {
            return http.Refuse(refused.StatusCode, refused.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? "This form is larger than 1 MiB. Shorten what you wrote and send it again."
                : "This form did not arrive whole. Send it again.");
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            return http.Refuse(StatusCodes.Status400BadRequest, "This form could not be read. Open the page again and send its form.");
        }

        return await next(context);
    }

    /// <summary>The form that <see cref="Read"/> has read.</summary>
    public static PageForm ToPageForm(this HttpRequest request) => new(request.Form);
}

/// <summary>Marks an endpoint that reads its form itself, piece by piece.</summary>
internal sealed class StreamedForm;
