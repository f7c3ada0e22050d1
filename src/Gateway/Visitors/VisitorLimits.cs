using GigGatek.Gateway.Forwarding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway.Visitors;

/// <summary>How much a visitor may send, and how slowly. Kestrel keeps these limits, with 408, 413, 414 and 431.</summary>
internal static class VisitorLimits
{
    /// <summary>The shop takes 8 KiB, and says so; from here on it is 414 without a word.</summary>
    private const int MaxLine = 16 * 1024;

    private const int MaxBuffer = 1024 * 1024;

    public static void Apply(KestrelServerOptions server, GatewayOptions options)
    {
        var (limits, slow) = (server.Limits, TimeSpan.FromSeconds(options.SlowSeconds));
        limits.MaxRequestBodySize = options.MaxBodyKilobytes * 1024L;
        limits.MaxRequestBufferSize = MaxBuffer;
        limits.MaxRequestLineSize = MaxLine;
        limits.MaxRequestHeadersTotalSize = options.MaxHeaderKilobytes * 1024;
        limits.MaxRequestHeaderCount = options.MaxHeaders;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(options.HeaderSeconds);
        limits.MinRequestBodyDataRate = new MinDataRate(options.LeastBytesPerSecond, slow);
        limits.MinResponseDataRate = new MinDataRate(options.LeastBytesPerSecond, slow);
        limits.Http2.MaxStreamsPerConnection = options.StreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = options.MaxHeaderKilobytes * 1024;
    }

    /// <summary>Files may be larger than the rest; what says that it is too large is refused before a byte of it has come.</summary>
    public static IApplicationBuilder UseBodyLimits(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
        PathString[] files = [.. options.FilePaths.Select(path => new PathString(path))];
        var (body, file) = (options.MaxBodyKilobytes * 1024L, options.MaxBodyMegabytes * 1024L * 1024);
        return app.Use((context, next) =>
        {
            var isFile = Array.Exists(files, path => context.Request.Path.StartsWithSegments(path));
            if (isFile && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = file;
            }

            return context.Request.ContentLength > (isFile ? file : body) ? GatewayAnswers.TooLarge(context) : next(context);
        });
    }
}
