using GigGatek.Platform.Caching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>A page that was begun before a change may show the old state, so it is answered and not kept.</summary>
public sealed class PublicPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_is_kept_unless_something_was_dropped_while_it_was_made(bool drops)
    {
        var made = 0;
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddCaches(builder.Configuration);
        await using var app = builder.Build();
        app.UsePublicPages();
        app.MapGet("/page", async (HttpContext context) =>
        {
            context.Tag("product:one");
            made++;
            begun.TrySetResult();
            await goOn.Task;
            return $"made {made}";
        }).CachePublicly(TimeSpan.FromMinutes(1));
        await app.StartAsync(Ct);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Urls.Single()) };

        var first = client.GetStringAsync("/page", Ct);
        await begun.Task;
        if (drops)
        {
            await app.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync("product:other", Ct);
        }

        goOn.SetResult();
        (await first).ShouldBe("made 1");
        (await client.GetStringAsync("/page", Ct)).ShouldBe(drops ? "made 2" : "made 1");
        (await client.GetStringAsync("/page", Ct)).ShouldBe(drops ? "made 2" : "made 1");
    }
}
