using System.CommandLine;
using System.Net.Sockets;
using GigGatek.Composition;
using GigGatek.Gateway;
using GigGatek.Platform.Web.Shutdown;
using Microsoft.AspNetCore.Connections;

namespace GigGatek.Commands;

/// <summary>The gateway in front of one or more shops.</summary>
internal static class GatewayCommand
{
    private static readonly Option<string> Urls = new("--urls") { Description = "Addresses for visitors.", DefaultValueFactory = _ => "http://localhost:8080" };
    private static readonly Option<string> Management = new("--management") { Description = "Addresses for health and status; keep them from visitors.", DefaultValueFactory = _ => "http://localhost:8081" };
    private static readonly Option<FileInfo> State = new("--state") { Description = "The state file of the release; else the setting Gateway:StateFile." };
    private static readonly Option<bool> TakeOver = new("--take-over") { Description = "Follow a gateway that serves these addresses now: take its new connections. Stop it after that." };

    public static Command Create()
    {
        Urls.AcceptOnlyAddresses();
        Management.AcceptOnlyAddresses();
        var command = new Command("gateway", "Serve as gateway: spread visitors over the colours of the shop as the state file says, and follow it.") { Urls, Management, State, TakeOver };
        command.SetAction((args, ct) => Exit.Guard(async () =>
        {
            StayOnTheThreadOfTheSocket();
            var start = new GatewayStart(args.GetValue(Urls)!, args.GetValue(Management)!, args.GetValue(State) is { } file ? new Dictionary<string, string?> { ["Gateway:StateFile"] = file.FullName } : []);
            await using var app = GatewayHost.Build(start);
            app.RefuseWrongSettings();
            if (!args.GetValue(TakeOver))
            {
                RefuseTakenPorts(start);
            }

            await app.Services.PrepareGatewayAsync(ct);
            await ServeAsync(app, ct);
            return Exit.Done;
        }));
        return command;
    }

    /// <summary>
    /// What follows on bytes that have come runs where their arrival was seen, instead of on another thread: a tenth of a request's processor time. Only for a program that
    /// never waits with a thread in its hands. The runtime reads this when the first socket is used. See docs/decisions/0035.
    /// </summary>
    private static void StayOnTheThreadOfTheSocket() => Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

    private static async Task ServeAsync(WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.Services.GetRequiredService<GracefulShutdown>().RunAsync(app, ct);
        }
        catch (Exception failure) when (failure is SocketException or IOException { InnerException: AddressInUseException or SocketException })
        {
            throw new StartRefusedException($"The gateway cannot listen there: {failure.Message} Choose other addresses with --urls and --management.");
        }
    }

    /// <summary>The kernel would let two gateways share a port, and deal their visitors out.</summary>
    private static void RefuseTakenPorts(GatewayStart start)
    {
        foreach (var address in ListenAddresses.Parse($"{start.Urls};{start.Management}").Where(address => GatewayModule.IsPortTaken(address.Port)))
        {
            throw new StartRefusedException(
                $"Port {address.Port} is taken by another program. Stop that one, or choose another port; if it is a gateway that this one is to follow, add --take-over.");
        }
    }
}
