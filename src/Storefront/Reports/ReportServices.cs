using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Storefront.Reports;

/// <summary>Registration of what browsers tell.</summary>
internal static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSessions("storefront", options => new StorefrontDb(options));
        services.AddSingleton<PagePatterns>().AddSingleton<ReadReports>().AddSingleton<ReportMetrics>().AddSingleton<CollectReports>().AddSingleton<ListReports>();
        services.AddJob<WriteReports>(TimeSpan.FromSeconds(5));
        services.AddJob<SweepReports>(TimeSpan.FromHours(1));
        return services;
    }
}
