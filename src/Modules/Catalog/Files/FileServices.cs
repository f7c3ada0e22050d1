using GigGatek.Catalog.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Catalog.Files;

/// <summary>Registration of import and export.</summary>
internal static class FileServices
{
    public static IServiceCollection AddCatalogFiles(this IServiceCollection services) => services
        .AddSingleton<ReadProducts>()
        .AddSingleton<ImportFile>()
        .AddSingleton<ExportFile>()
        .AddSingleton<ICatalogFiles, CatalogFiles>()
        .AddSingleton<IDemoCatalogue, DemoCatalogue>();
}
