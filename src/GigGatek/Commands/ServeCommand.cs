using System.CommandLine;
using GigGatek.Composition;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Security.Keys;
using GigGatek.Platform.Web.Shutdown;

namespace GigGatek.Commands;

/// <summary>The shop, or some of its modules, as a server. Everything comes from configuration; nothing is seeded.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Modules = new("--modules") { Description = "all, or names with commas.", DefaultValueFactory = _ => "all" };
    private static readonly Option<string> Urls = new("--urls") { Description = "Addresses to listen on.", DefaultValueFactory = _ => "http://localhost:8080" };
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder.", DefaultValueFactory = _ => DataFolder.Default };

    public static Command Create()
    {
        Urls.AcceptOnlyAddresses();
        var command = new Command("serve", "Serve the shop, or some of its modules. The schema must be current (giggatek migrate).") { Modules, Urls, Data };
        command.SetAction((args, ct) => Exit.Guard(async () =>
        {
            var data = args.GetValue(Data)!;
            DataFolder.EnsureWritable(data);
            await using var app = ShopHost.Build(new ShopStart(
                args.GetValue(Urls)!, args.GetValue(Modules)!, new Dictionary<string, string?> { ["Database:Directory"] = data.FullName }));
            app.RefuseWrongSettings();
            app.Services.GetRequiredService<SchemaMigrator>().RequireCurrent();
            await app.Services.GetRequiredService<OpenKeys>().EnsureAsync(ct);
            await app.Services.GetRequiredService<GracefulShutdown>().RunAsync(app, ct);
            return Exit.Done;
        }));
        return command;
    }
}
