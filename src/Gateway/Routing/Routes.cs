using System.Collections.Immutable;
using System.Net;
using GigGatek.Platform.Modules;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace GigGatek.Gateway.Routing;

/// <summary>The routes, one for each module that answers requests, with what the settings say of it.</summary>
internal sealed class Routes(IOptions<GatewayOptions> options)
{
    public ImmutableArray<Route> All { get; } = [.. ModuleRoutes.Answering.Select((module, place) => Build(place, module, options.Value))];

    public Route Of(PathString path) => All[ModuleRoutes.PlaceOf(path)];

    private static Route Build(int place, string module, GatewayOptions options)
    {
        var own = options.Routes.FirstOrDefault(route => route.Key.Equals(module, StringComparison.OrdinalIgnoreCase)).Value;    // variables of the environment may be in capitals
        return new Route(place, module, own?.RequestsPerShop ?? options.RequestsPerShop, new ForwarderRequestConfig
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = TimeSpan.FromSeconds(own?.AnswerSeconds ?? options.AnswerSeconds),
        });
    }
}
