using GigGatek.Platform.Data;
using GigGatek.Platform.Data.Replicas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Platform.Web;

/// <summary>
/// Pages that are asked for may be read from replicas, but never show a visitor less than he has written. What is sent in reads
/// from the primary: it reads in order to write. See docs/decisions/0014.
/// </summary>
public static class ReadYourWrites
{
    /// <summary>Put it after routing and before the output cache. Without replicas it is not there.</summary>
    public static IApplicationBuilder UseReadYourWrites(this IApplicationBuilder app)
    {
        var dialect = app.ApplicationServices.GetRequiredService<ISqlDialect>();
        if (!dialect.HasReplicas)
        {
            return app;
        }

        var cookie = new PositionCookie(app.ApplicationServices.GetRequiredService<IDataProtectionProvider>());
        var databases = dialect.ListReplicatedDatabases();
        return app.Use(async (context, next) =>
        {
            using var scope = ReadScope.Begin(MayUseReplicas(context));
            cookie.Read(context.Request, scope, databases);
            context.Response.OnStarting(() =>
            {
                if (scope.HasWritten)
                {
                    cookie.Write(context, scope);
                }

                return Task.CompletedTask;
            });
            await next(context);
        });
    }

    /// <summary>For an address that is only asked for, and yet writes what follows from what it has read.</summary>
    public static TBuilder ReadFromPrimary<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ReadsFromPrimary());

    private static bool MayUseReplicas(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.GetEndpoint()?.Metadata.GetMetadata<ReadsFromPrimary>() is null;

    private sealed class ReadsFromPrimary;
}
