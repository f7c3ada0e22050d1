using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GigGatek.Catalog.Demo;
using GigGatek.Composition;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Security.Keys;
using Spectre.Console;

namespace GigGatek.Commands;

/// <summary>The steps of <c>giggatek up</c>, each with a line that says what it did.</summary>
internal sealed class LocalShop(LocalAddress address, DirectoryInfo data, DemoSize demo, bool open)
{
    private string Address => $"http://localhost:{address.Port}";

    public async Task<int> RunAsync(CancellationToken ct)
    {
        RefuseTakenPort();
        DataFolder.EnsureWritable(data);
        await using var app = ShopHost.Build(new ShopStart(address.Url, "all", Settings()));
        app.RefuseWrongSettings();
        Migrate(app);
        await app.Services.GetRequiredService<OpenKeys>().EnsureAsync(ct);
        await LoadDemo(app, ct);
        await app.StartAsync(ct);    // the catalogue is read in while the owner is looked for
        Announce(await app.Services.GetRequiredService<IAccountsAdmin>().EnsureOwnerAsync(ct));
        if (open)
        {
            OpenBrowser();
        }

        await app.WaitForShutdownAsync(ct);
        Say("Stopped", "Everything is saved.");
        return Exit.Done;
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["Database:Directory"] = data.FullName,
        ["Shop:PublicUrl"] = new ConfigurationBuilder().AddEnvironmentVariables().Build()["Shop:PublicUrl"] ?? Address,    // another behind a tunnel or an edge
        ["Shop:Development"] = "true",
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
    };

    private void RefuseTakenPort()
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, address.Port) { ExclusiveAddressUse = true };
            probe.Start();
        }
        catch (SocketException failure)
        {
            throw new StartRefusedException(failure.SocketErrorCode == SocketError.AccessDenied
                ? $"This user may not listen on port {address.Port}. Choose one above 1023 with --port."
                : $"Port {address.Port} is taken by another program. Stop that one, or choose another port with --port {address.Port + 1}.");
        }
    }

    private void Migrate(WebApplication app)
    {
        var report = app.Services.GetRequiredService<SchemaMigrator>().Migrate();
        Say("Database", report.Applied.Count == 0 ? $"current, in {data.FullName}" : $"{report.Applied.Count} schema changes applied, in {data.FullName}");
    }

    private async Task LoadDemo(WebApplication app, CancellationToken ct)
    {
        if (demo == DemoSize.None)
        {
            return;
        }

        var loaded = await app.Services.GetRequiredService<IDemoCatalogue>().LoadAsync(demo, ct);
        Say("Catalogue", loaded.Created == 0 ? "as it was" : string.Create(CultureInfo.InvariantCulture, $"{loaded.Created:N0} demo parts loaded"));
    }

    private void Announce(OwnerCredentials? owner)
    {
        Say("Shop", Address);
        Say("Mails", $"{Address}/dev/mail");
        Say("Owner", $"{Address}/admin");
        if (owner is not null)
        {
            Say("", $"sign in as {owner.Email}");
            Say("", $"one-time password {owner.OneTimePassword} (shown this once)");
        }

        Say("Stop", "Ctrl-C");
    }

    private void OpenBrowser()
    {
        var opener = OperatingSystem.IsMacOS() ? "open" : OperatingSystem.IsWindows() ? "explorer" : "xdg-open";
        try
        {
            using var started = Process.Start(new ProcessStartInfo(opener, Address) { RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Say("Browser", $"could not be opened here ({opener} is missing); go to {Address}");
        }
    }

    private static void Say(string what, string words) => AnsiConsole.MarkupLineInterpolated($"[bold]{what,-10}[/]{words}");
}

/// <summary>Where a local shop listens.</summary>
internal sealed record LocalAddress(string Host, int Port)
{
    public string Url => $"http://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";
}
