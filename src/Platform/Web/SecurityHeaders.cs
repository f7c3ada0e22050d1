using Microsoft.AspNetCore.Builder;

namespace GigGatek.Platform.Web;

/// <summary>Headers that tell browsers to trust nothing but this shop's own files: OWASP Secure Headers, CSP level 3 without <c>unsafe-inline</c>.</summary>
public static class SecurityHeaders
{
    /// <summary>Sets them on every answer; inside the output cache, so cached pages carry them without being asked again.</summary>
    public static IApplicationBuilder UseShopSecurityHeaders(this IApplicationBuilder app) =>
        app.UseSecurityHeaders(new HeaderPolicyCollection()
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
}
