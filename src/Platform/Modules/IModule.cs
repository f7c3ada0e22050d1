using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Platform.Modules;

/// <summary>
/// A module's front door: all that the program knows of it. Its migrations are found in its assembly. A process may run
/// all modules or some; a module must not care which.
/// </summary>
public interface IModule
{
    /// <summary>Lower case; also the prefix of its tables and its name on <c>--modules</c>.</summary>
    string Name { get; }

    /// <summary>Registers its contracts, tables, jobs, handlers and settings.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Maps its own endpoints (webhooks and the like); pages are the storefront's.</summary>
    void MapEndpoints(IEndpointRouteBuilder app);
}
