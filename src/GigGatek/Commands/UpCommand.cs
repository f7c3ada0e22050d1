using System.CommandLine;
using System.Net;
using GigGatek.Catalog.Demo;
using GigGatek.Composition;

namespace GigGatek.Commands;

/// <summary>The whole shop on this machine, for whoever wants to see it or work on it.</summary>
internal static class UpCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Where to serve on this machine.", DefaultValueFactory = _ => 8080 };
    private static readonly Option<string> Listen = new("--listen") { Description = "The address to listen on: in a container 0.0.0.0.", DefaultValueFactory = _ => "localhost" };
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder; made when missing.", DefaultValueFactory = _ => DataFolder.Default };
    private static readonly Option<string> Demo = new("--demo") { Description = "Demo catalogue: none, small (120 parts) or full (1,000).", DefaultValueFactory = _ => "full" };
    private static readonly Option<bool> Open = new("--open") { Description = "Open the shop in the browser." };
    private static readonly Option<bool> Watch = new("--watch") { Description = "Show each change of the sources as it is saved, in the browser too (./giggatek of a checkout)." };

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
        Listen.Validators.Add(result =>
        {
            if (!IPAddress.TryParse(result.GetValueOrDefault<string>(), out _) && result.GetValueOrDefault<string>() != "localhost")
            {
                result.AddError("--listen is localhost or an address of this machine, such as 0.0.0.0 for all of them.");
            }
        });
        Watch.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>())
            {
                result.AddError("--watch takes a checkout and its SDK: run ./giggatek up --watch there.");    // that script takes the option away
            }
        });
        var command = new Command("up", "Run the whole shop on this machine: database, demo catalogue, web server. Ctrl-C stops it.") { Port, Listen, Data, Demo, Open, Watch };
        command.SetAction((args, ct) => Exit.Guard(() =>
            new LocalShop(new LocalAddress(args.GetValue(Listen)!, args.GetValue(Port)), args.GetValue(Data)!, Enum.Parse<DemoSize>(args.GetValue(Demo)!, ignoreCase: true), args.GetValue(Open)).RunAsync(ct)));
        return command;
    }
}
