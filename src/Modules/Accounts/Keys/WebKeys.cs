using GigGatek.Platform.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.Keys;

/// <summary>
/// The keys of session cookies and mailed links: in <c>keys/web</c> of the data folder, sealed with the shop's data key,
/// so that both survive a restart, and follow the data key when it moves into a vault.
/// </summary>
internal static class WebKeys
{
    public static IServiceCollection AddWebKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("giggatek");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<DatabaseOptions>, SealWebKeys, ILoggerFactory>((keys, database, seal, logs) =>
        {
            keys.XmlRepository = new FileSystemXmlRepository(CreateFolder(database.Value.Directory), logs);
            keys.XmlEncryptor = seal;
        });
        return services.AddSingleton<SealWebKeys>();
    }

    private static DirectoryInfo CreateFolder(string data)
    {
        var folder = Directory.CreateDirectory(Path.GetFullPath(Path.Combine(data, "keys", "web")));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder;
    }
}
