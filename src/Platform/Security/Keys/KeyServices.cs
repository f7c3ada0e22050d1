using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Security.Sealing;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Verification;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Security.Keys;

/// <summary>Registration of keys and of what is done with them.</summary>
internal static class KeyServices
{
    public static IServiceCollection AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<KeyOptions>(configuration, "Keys");
        services.AddSessions(KeysDb.Name, options => new KeysDb(options));
        services.AddSingleton<IMasterKey, FileMasterKey>();
        services.AddSingleton<DataKeyRing>().AddSingleton<IKeyRing>(provider => provider.GetRequiredService<DataKeyRing>());
        services.AddSingleton(provider => new DataKeys(
            provider.GetRequiredService<Sessions<KeysDb>>(), provider.GetRequiredService<IMasterKey>(), provider.GetRequiredService<Ids>(),
            provider.GetRequiredService<IOptions<KeyOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TakeOverKeys>();
        services.AddSingleton(provider => new OpenKeys(
            provider.GetRequiredService<IMasterKey>(), provider.GetRequiredService<DataKeys>(), provider.GetRequiredService<DataKeyRing>(),
            provider.GetRequiredService<TakeOverKeys>(), provider.GetRequiredService<IOptions<ShopOptions>>()));
        services.AddHostedService(provider => provider.GetRequiredService<OpenKeys>());
        services.AddJob<LookAtKeys>(provider => TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<KeyOptions>>().Value.LookSeconds));
        services.AddSingleton<PersonalData>().AddSingleton<SignedTokens>();
        services.AddSingleton<SealedData>().AddInvariant<SealedDataOpens>();
        return services;
    }
}
