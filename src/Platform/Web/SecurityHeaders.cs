using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Web;

/// <summary>
/// Headers that tell browsers to trust nothing but this shop's own files: OWASP Secure Headers, CSP level 3 without <c>unsafe-inline</c>, Trusted
/// Types without any policy, and where to tell what they stopped. See docs/decisions/0030.
/// </summary>
public static class SecurityHeaders
{
    /// <summary>Where browsers send what they have stopped; <c>csp</c> in <c>Reporting-Endpoints</c>.</summary>
    public const string ReportPath = "/reports/csp";

    internal const string PermissionsPolicy = "Permissions-Policy";

    private const string ReportGroup = "csp";
    private const string ReportingEndpoints = "Reporting-Endpoints";
    private const string ReportTo = $"; report-to {ReportGroup}";

    /// <summary>Nothing but copying a text, which is left as browsers have it: own pages, after a click.</summary>
    private const string NoPermissions =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), " +
        "idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), " +
        "screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

    /// <summary>Sets them on every answer; inside the output cache, so cached pages carry them without being asked again.</summary>
    public static IApplicationBuilder UseShopSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(HaveTheLastWord).UseSecurityHeaders(new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddStrictTransportSecurityMaxAgeIncludeSubDomains(maxAgeInSeconds: 365 * 24 * 60 * 60)
            .AddCustomHeader(PermissionsPolicy, NoPermissions)
            .AddCustomHeader(ReportingEndpoints, $"{ReportGroup}=\"{ReportPath}\"")
            .RemoveServerHeader()
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddScriptSrc().Self();
                csp.AddStyleSrc().Self();
                csp.AddImgSrc().Self();
                csp.AddConnectSrc().Self();
                csp.AddManifestSrc().Self();
                csp.AddObjectSrc().None();
                csp.AddFormAction().Self();
                csp.AddBaseUri().None();
                csp.AddFrameAncestors().None();
                csp.AddRequireTrustedTypesFor().Script();
                csp.AddCustomDirective("trusted-types", "'none'");
                csp.AddCustomDirective("report-uri", ReportPath);    // for browsers that do not know the next one yet
                csp.AddReportTo(ReportGroup);
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

            if (!context.Request.IsHttps)
            {
                ReportAtOnce(context.Response.Headers);
            }

            PageHosts.Apply(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>Without TLS browsers heed no endpoints, and those that know <c>report-to</c> would tell nobody; then there is <c>report-uri</c> alone.</summary>
    private static void ReportAtOnce(IHeaderDictionary headers)
    {
        headers.Remove(ReportingEndpoints);
        if (headers.ContentSecurityPolicy is [{ } policy])
        {
            headers.ContentSecurityPolicy = policy.Replace(ReportTo, "", StringComparison.Ordinal);
        }
    }
}

/// <summary>Marks an endpoint whose address is itself a key (an order's link, a reset link): browsers never send it on as a referrer.</summary>
public sealed class SecretAddress;
