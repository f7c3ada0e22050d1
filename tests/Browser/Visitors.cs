using GigGatek.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Visitors))]

namespace GigGatek.Tests.Browser;

/// <summary>One shop and one Chromium for all stories; each visitor has cookies of his own.</summary>
public sealed class Visitors : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Lazy<Task<string>>? _owner;

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
        Assertions.SetDefaultExpectTimeout(30_000);
        _owner = new Lazy<Task<string>>(SignOwnerIn);
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
    public async Task<IPage> NewAsync(bool script = true, int width = 1280, int height = 900, ColorScheme colors = ColorScheme.Light, string? address = null, string? session = null)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address ?? Shop.Address,
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colors,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = session,
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    /// <summary>The owner at a desk of his own. He replaces the one-time password when a story first needs him.</summary>
    public async Task<IPage> OwnerAsync() => await NewAsync(session: await _owner!.Value);

    private async Task<string> SignOwnerIn()
    {
        var page = await NewAsync();
        await page.SignsInForTheFirstTime(Shop);
        return await page.Context.StorageStateAsync();
    }
}
