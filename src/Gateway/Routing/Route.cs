using Yarp.ReverseProxy.Forwarder;

namespace GigGatek.Gateway.Routing;

/// <summary>Requests of one module, and what holds for them.</summary>
/// <param name="Place">Where the module stands in lists by module.</param>
/// <param name="RequestsPerShop">Of these a shop may have so many at once.</param>
internal sealed record Route(int Place, string Module, int RequestsPerShop, ForwarderRequestConfig Forwarding);
