using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Web;

/// <summary>Headers that tell browsers to trust nothing but this shop's own files: OWASP Secure Headers, CSP level 3 without <c>unsafe-inline</c>.</summary>
public static class SecurityHeaders
{
    /// <summary>Sets them on every answer; inside the output cache, so cached pages carry them without being asked again.</summary>
    public static IApplicationBuilder UseShopSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(HaveTheLastWord).UseSecurityHeaders(new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddStrictTransportSecurityMaxAgeIncludeSubDomains(maxAgeInSeconds: 365 * 24 * 60 * 60)
            .AddCustomHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(self), usb=()")
            .RemoveServerHeader()
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddScriptSrc().Self();
                csp.AddStyleSrc().Self();
                csp.AddImgSrc().Self();
                csp.AddConnectSrc().Self();
                csp.AddManifestSrc().Self();
                csp.AddFormAction().Self();
                csp.AddBaseUri().None();
                csp.AddFrameAncestors().None();
            }));

    // Headers are set last in, first out: registered before the others, this one has the last word.
    private static Task HaveTheLastWord(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<SecretAddress>() is not null)
            {
                context.Response.Headers["Referrer-Policy"] = "no-referrer";
            }

            PageHosts.Apply(context);

            return Task.CompletedTask;
        });
        return next(context);
    }
}

/// <summary>Marks an endpoint whose address is itself a key (an order's link, a reset link): browsers never send it on as a referrer.</summary>
public sealed class SecretAddress;
