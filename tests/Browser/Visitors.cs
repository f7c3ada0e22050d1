using GigGatek.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Visitors))]

namespace GigGatek.Tests.Browser;

/// <summary>One shop and one Chromium for all stories; each visitor has cookies of his own.</summary>
public sealed class Visitors : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public RunningShop Shop { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var program = Environment.GetEnvironmentVariable("GIGGATEK_BROWSER") ?? "/usr/bin/chromium";
        File.Exists(program).ShouldBeTrue($"There is no browser at {program}. Install chromium, or name one in GIGGATEK_BROWSER.");
        await Shop.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Shop.DisposeAsync();
    }

    /// <summary>A new person at a desktop; the options make it a phone, a dark room, or a browser without script.</summary>
    public async Task<IPage> NewAsync(bool script = true, int width = 1280, int height = 900, ColorScheme colors = ColorScheme.Light, string? address = null)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address ?? Shop.Address,
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colors,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }
}
