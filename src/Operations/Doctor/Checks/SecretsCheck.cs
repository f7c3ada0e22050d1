using System.Text.RegularExpressions;

namespace GigGatek.Operations.Doctor.Checks;

/// <summary>Secrets are files that nobody else reads, and stand nowhere else.</summary>
/// <param name="files">Files that must be there.</param>
/// <param name="folders">Folders in which every file is a secret.</param>
/// <param name="settings">What the environment's file says openly.</param>
public sealed partial class SecretsCheck(IReadOnlyList<string> files, IReadOnlyList<string> folders, IReadOnlyDictionary<string, string> settings) : IDoctorCheck
{
    private const string Name = "secrets";
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    public Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct)
    {
        List<string> all = [.. files.Where(File.Exists).Concat(folders.Where(Directory.Exists).SelectMany(FilesIn)).Distinct()];
        List<Diagnosis> wrong =
        [
            .. files.Where(file => !File.Exists(file)).Select(Missing),
            .. all.Select(FindOpen).OfType<Diagnosis>(),
            .. settings.Where(IsSecret).Select(setting => Told(setting.Key)),
        ];
        var fine = Diagnosis.Fine(Name, all.Count == 0 ? "None are asked for." : $"{all.Count} files, for their owner alone.");
        return Task.FromResult<IReadOnlyList<Diagnosis>>(wrong.Count > 0 ? wrong : [fine]);
    }

    private static Diagnosis Missing(string file) =>
        Diagnosis.Wrong(Name, $"{file} is not there.", "The shop does not start without it.", file.EndsWith("master.key", StringComparison.Ordinal)
            ? $"giggatek keys create --master --data {Path.GetDirectoryName(Path.GetDirectoryName(file))}, or put it back from your backup"
            : $"put it there, mode 600: sudo install -m 600 -o {Environment.UserName} /dev/stdin {file}");

    /// <summary>Mounts of Docker and Kubernetes have links in them, and folders of earlier versions.</summary>
    private static IEnumerable<string> FilesIn(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Where(file => !Path.GetFileName(file).StartsWith("..", StringComparison.Ordinal))];
        }
        catch (UnauthorizedAccessException)
        {
            return [];    // not this user's: whose it is can look
        }
    }

    private static Diagnosis? FindOpen(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var target = new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file;
        return (File.GetUnixFileMode(target) & Others) == 0 ? null
            : Diagnosis.Wrong(Name, $"{file} may be read or written by others.", "Whoever gets on this machine has it.", $"chmod 600 {target}");
    }

    /// <summary>By its name, or by what a connection string has in it.</summary>
    private static bool IsSecret(KeyValuePair<string, string> setting) => setting.Value.Length > 0 && (SecretName().IsMatch(setting.Key) || PasswordInside().IsMatch(setting.Value));

    private static Diagnosis Told(string key) =>
        Diagnosis.Wrong(
            Name, $"settings has {key}, a secret.", "Whoever reads this repository has it.",
            $"change that secret, write the new one into /run/secrets/{key}, mode 600, and take it out of settings");

    [GeneratedRegex("(Password|Secret|ApiKey|Token)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("(password|pwd)=", RegexOptions.IgnoreCase)]
    private static partial Regex PasswordInside();
}
