using System.Globalization;
using GigGatek.Platform.Data;
using Microsoft.AspNetCore.Builder;

namespace GigGatek.Platform.Web;

/// <summary>Says in <c>X-Sql-Statements</c> how many statements a request took, where <see cref="ShopOptions.ShowStatements"/> asks for it.</summary>
public static class StatementHeader
{
    /// <summary>Put it first: it must see the whole request, and a cached answer must say 0.</summary>
    public static IApplicationBuilder UseStatementHeader(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var counter = StatementCounter.Begin();
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["X-Sql-Statements"] = counter.Count.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        return next(context);
    });
}
