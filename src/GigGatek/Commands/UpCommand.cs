using System.CommandLine;
using GigGatek.Catalog.Demo;
using GigGatek.Composition;

namespace GigGatek.Commands;

/// <summary>The whole shop on this machine, for whoever wants to see it or work on it.</summary>
internal static class UpCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Where to serve on this machine.", DefaultValueFactory = _ => 8080 };
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder; made when missing.", DefaultValueFactory = _ => DataFolder.Default };
    private static readonly Option<string> Demo = new("--demo") { Description = "Demo catalogue: none, small (120 parts) or full (1,000).", DefaultValueFactory = _ => "full" };
    private static readonly Option<bool> Open = new("--open") { Description = "Open the shop in the browser." };

    public static Command Create()
    {
        Demo.AcceptOnlyFromAmong("none", "small", "full");
        Port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535)
            {
                result.AddError("--port is a number from 1 to 65535.");
            }
        });
        var command = new Command("up", "Run the whole shop on this machine: database, demo catalogue, web server. Ctrl-C stops it.") { Port, Data, Demo, Open };
        command.SetAction((args, ct) => Exit.Guard(() =>
            new LocalShop(args.GetValue(Port), args.GetValue(Data)!, Enum.Parse<DemoSize>(args.GetValue(Demo)!, ignoreCase: true), args.GetValue(Open)).RunAsync(ct)));
        return command;
    }
}
