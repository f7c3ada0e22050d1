using System.Net;
using GigGatek.Composition;
using GigGatek.Platform.Migrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Integration;

/// <summary>
/// The whole shop in this process, on a loopback port, with a database of its own in a temporary folder. Every call
/// between modules goes through the serializer, as between processes.
/// </summary>
public class TestShop : IAsyncLifetime
{
    private readonly int _port = FreePorts.Next();
    private WebApplication? _app;
    private string? _folder;
    private Entrance? _entrance;

    /// <summary>The data folder; gone after the test.</summary>
    public string Folder => Beside?.Folder ?? (_folder ??= Directory.CreateTempSubdirectory("giggatek-test-").FullName);

    /// <summary>Another process of the same shop: this one works on its data, and goes before it does.</summary>
    public TestShop? Beside { get; init; }

    /// <summary>Where visitors find it: at the edge, in tests that go through it.</summary>
    public Uri Address => Entrance?.Address ?? OwnAddress;

    /// <summary>Where it listens itself.</summary>
    public Uri OwnAddress => new($"http://localhost:{_port}");

    /// <summary>Runs with real time and can be moved forward.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>Its database, for tests that look past the shop or damage it on purpose.</summary>
    public TestDatabase Database => TestDatabase.In(Folder);

    /// <summary>Overrides of configuration; set them before the start.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Changes to the program before it is built: a listener to its log.</summary>
    public Action<WebApplicationBuilder>? More { get; init; }

    /// <summary>Which modules run; a module's own tests need no others.</summary>
    public string Modules { get; init; } = "all";

    public ValueTask InitializeAsync() => Start();

    /// <summary>Stops it; the data stay. <see cref="Start"/> starts it again.</summary>
    public async Task Stop()
    {
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
            _app = null;
        }
    }

    /// <summary>Makes the schema, without starting.</summary>
    public async Task Migrate()
    {
        await using var app = Build();
        app.Services.GetRequiredService<SchemaMigrator>().Migrate();
    }

    public async ValueTask Start()
    {
        await ReadySchemas.Fill(this);
        _app = Build();
        _app.Services.GetRequiredService<SchemaMigrator>().Migrate();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        await (Entrance?.LeadTo(_port) ?? Task.CompletedTask);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _entrance?.Leave();
        if (Beside is null)
        {
            TestDatabase.DropIn(Folder);
            Directory.Delete(Folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A contract, as another module would have it.</summary>
    public T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    /// <summary>A browser without script: keeps its cookies, does not follow redirects.</summary>
    public HttpClient NewVisitor()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), AutomaticDecompression = DecompressionMethods.All };
        return new HttpClient(handler) { BaseAddress = Address };
    }

    /// <summary>Checks every business invariant; a test that buys ends with it.</summary>
    public Task ShouldBalance() => Books.ShouldBalance(_app!.Services);

    /// <summary>Waits until something is so, at most a minute.</summary>
    public static async Task Until(Func<Task<bool>> isSo, string what)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (!await isSo())
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue($"waited a minute for: {what}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A part of the shop has no visitors.</summary>
    private Entrance? Entrance => Modules == "all" ? _entrance ??= Entrance.Take() : null;

    private WebApplication Build()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Database:Directory"] = Folder,
            ["Shop:PublicUrl"] = OwnAddress.GetLeftPart(UriPartial.Authority),
            ["Shop:Development"] = "true",
            ["Shop:ShowStatements"] = "true",
            ["Contracts:ThroughSerializer"] = "true",
            ["Accounts:PasswordIterations"] = "100000",    // the fewest that there are, for recovery codes
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:Console:LogToStandardErrorThreshold"] = "Trace",    // apart from what the tests' runner says
        };
        foreach (var (key, value) in Database.Settings().Concat(Entrance?.Settings() ?? []).Concat(Settings))
        {
            settings[key] = value;
        }

        return ShopHost.Build(new ShopStart(OwnAddress.GetLeftPart(UriPartial.Authority), Modules, settings), builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);    // a tenth of the tests' work was this
            More?.Invoke(builder);
        });
    }
}
