namespace GigGatek.Composition;

/// <summary>Secrets as files: each is a setting, named for it with two underscores for a colon, as Docker, Kubernetes and vaults deliver them.</summary>
internal static class SecretFiles
{
    private const string Folder = "/run/secrets";

    /// <exception cref="StartRefusedException">They are there, and this user may not read them.</exception>
    public static IConfigurationBuilder AddSecretFiles(this IConfigurationBuilder configuration)
    {
        try
        {
            return configuration.AddKeyPerFile(Folder, optional: true);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new StartRefusedException($"The secrets in {Folder} cannot be read ({failure.Message}). Give them to user {Environment.UserName}, mode 0600, as giggatek init-env does when root runs it.");
        }
    }
}
