using GigGatek.Platform;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Security;
using GigGatek.Platform.Security.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>A process that has keys and nothing else; several may stand on one folder.</summary>
internal sealed class KeysProcess : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public KeysProcess(string folder, TimeProvider clock, bool local = true, string? masterKeyFile = null, IMasterKey? master = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Database:Directory", folder), new("Shop:Development", $"{local}"), new("Keys:MasterKeyFile", masterKeyFile),
        ]).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton(clock).AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddPlatform(configuration);
        services.AddSingleton(new KnownMigrations([]));
        if (master is not null)
        {
            services.AddSingleton(master);
        }

        _services = services.BuildServiceProvider();
        _services.GetRequiredService<SchemaMigrator>().Migrate();
    }

    public DataKeys Keys => Get<DataKeys>();

    public PersonalData Personal => Get<PersonalData>();

    public IKeyRing Ring => Get<IKeyRing>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What every start does first.</summary>
    public async Task<KeysProcess> Starts()
    {
        await Get<OpenKeys>().EnsureAsync(TestContext.Current.CancellationToken);
        return this;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
