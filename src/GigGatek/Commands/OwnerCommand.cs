using System.CommandLine;
using GigGatek.Composition;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Security.Keys;

namespace GigGatek.Commands;

/// <summary>The first owner of a production shop; <c>up</c> makes him by itself.</summary>
internal static class OwnerCommand
{
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder.", DefaultValueFactory = _ => DataFolder.Default };

    public static Command Create()
    {
        var command = new Command("owner", "Make the first owner (Accounts:OwnerEmail), and print the password that works until he chooses his own. Does nothing when there is one.") { Data };
        command.SetAction((args, ct) => Exit.Guard(async () =>
        {
            var data = args.GetValue(Data)!;
            DataFolder.EnsureWritable(data);
            await using var app = ShopHost.Build(new ShopStart(
                "", "all", new Dictionary<string, string?> { ["Database:Directory"] = data.FullName, ["Logging:LogLevel:Default"] = "Warning" }));
            app.RefuseWrongSettings();
            app.Services.GetRequiredService<SchemaMigrator>().RequireCurrent();
            await app.Services.GetRequiredService<OpenKeys>().EnsureAsync(ct);
            var owner = await app.Services.GetRequiredService<IAccountsAdmin>().EnsureOwnerAsync(ct);
            Console.WriteLine(owner is null
                ? "There is an owner already. Who has forgotten his password asks for another at /account/forgot."
                : $"Sign in at /admin as {owner.Email} with the one-time password {owner.OneTimePassword} (shown this once).");
            return Exit.Done;
        }));
        return command;
    }
}
