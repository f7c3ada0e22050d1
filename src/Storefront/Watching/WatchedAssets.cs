using System.Runtime.CompilerServices;

namespace GigGatek.Storefront.Watching;

/// <summary>The files of <c>wwwroot</c> as they are in the checkout that the program was built from, read again when one changes.</summary>
internal static class WatchedAssets
{
    private static FileSystemWatcher? _watcher;

    /// <summary>Its folder; null where the program was not built here.</summary>
    public static string? Folder { get; } = FindFolder();

    /// <summary>Calls back after each change. An editor that saves makes several.</summary>
    public static void Follow(Action changed)
    {
        _watcher = new FileSystemWatcher(Folder!) { IncludeSubdirectories = true, EnableRaisingEvents = true };
        _watcher.Changed += (_, _) => changed();
        _watcher.Created += (_, _) => changed();
        _watcher.Renamed += (_, _) => changed();
        _watcher.Deleted += (_, _) => changed();
    }

    private static string? FindFolder([CallerFilePath] string here = "")
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here) ?? "", "..", "wwwroot"));
        return Directory.Exists(folder) ? folder : null;
    }
}
