namespace GigGatek.Composition;

/// <summary>The folder that holds everything the shop must not lose.</summary>
internal static class DataFolder
{
    /// <summary>Beside the checkout when started by <c>./giggatek</c>, else in the current folder.</summary>
    public static DirectoryInfo Default { get; } =
        new(Path.Combine(Environment.GetEnvironmentVariable("GIGGATEK_HOME") ?? Environment.CurrentDirectory, "data"));

    /// <summary>Makes it, for this user only.</summary>
    /// <exception cref="StartRefusedException">It cannot be written to.</exception>
    public static void EnsureWritable(DirectoryInfo folder)
    {
        try
        {
            var existed = folder.Exists;
            folder.Create();
            if (!existed && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var probe = Path.Combine(folder.FullName, $".writable-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The data folder {folder.FullName} cannot be written to. Give this user the right to write there, or choose another with --data DIR.");
        }
    }
}
