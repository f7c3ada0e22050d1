using GigGatek.Platform.Security;

namespace GigGatek.Operations.Hosts;

/// <summary>What became of one file.</summary>
public sealed record HostFileReport(string Path, bool IsNew);

/// <summary>What a host has now.</summary>
/// <param name="ReadersOwn">False: this user may give files to nobody, so they belong to him.</param>
public sealed record InitEnvReport(IReadOnlyList<HostFileReport> Files, bool ReadersOwn);

/// <summary>
/// Makes what a host is missing: secrets, each in a file of mode 0600 that belongs to the container that reads it, the first state of
/// the release switch, and settings. What is there stays as it is, so it may run again at any time.
/// </summary>
public sealed class InitEnv(DirectoryInfo folder, string version)
{
    public InitEnvReport Run()
    {
        var files = HostFiles.All(version);
        foreach (var file in files)
        {
            RefuseOrphan(file);
        }

        try
        {
            CreateFolders();
            return new InitEnvReport([.. files.Select(file => new HostFileReport(file.Path, TryMake(file)))], FileOwner.CanGive);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OperationRefusedException($"{folder.FullName} cannot be written to ({failure.Message}). Give this user the right to write there, or name another with --dir DIR. What was made so far stays.");
        }
    }

    /// <summary>A secret that stands in two files cannot be made anew in one of them.</summary>
    private void RefuseOrphan(HostFile file)
    {
        if (file.From is { } from && File.Exists(Full(file.Path)) && !File.Exists(Full(from)))
        {
            throw new OperationRefusedException($"{from} is missing, and {file.Path} was made from it: put it back from your backup. Nothing was changed.");
        }
    }

    private void CreateFolders()
    {
        folder.Create();
        PrivateFiles.CreateFolder(Full("secrets"));
        foreach (var (path, reader) in HostFiles.Folders.Where(folder => !Directory.Exists(Full(folder.Path))))
        {
            PrivateFiles.CreateFolder(Full(path));
            Give(path, reader);
        }
    }

    private bool TryMake(HostFile file)
    {
        var path = Full(file.Path);
        if (File.Exists(path) || !PrivateFiles.TryWriteNew(path, file.Make(file.From is { } from ? File.ReadAllText(Full(from)).Trim() : "")))
        {
            return false;
        }

        Give(file.Path, file.Reader);
        return true;
    }

    private void Give(string path, FileReader reader)
    {
        if (reader != FileReader.Host && FileOwner.CanGive)
        {
            FileOwner.Give(Full(path), reader);
        }
    }

    private string Full(string path) => Path.Combine(folder.FullName, path);
}
