namespace GigGatek.Operations.Doctor.Checks;

/// <summary>A folder that is needed, and what for.</summary>
/// <param name="IsWritten">False: it is only read.</param>
public sealed record NeededFolder(string Key, string Path, bool IsWritten);

/// <summary>Folders that are there, and that this user may use.</summary>
public sealed class FoldersCheck(IReadOnlyList<NeededFolder> folders) : IDoctorCheck
{
    private const string Name = "folders";

    public Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Diagnosis>>([.. folders.Select(Look)]);

    private static Diagnosis Look(NeededFolder folder)
    {
        if (!Directory.Exists(folder.Path))
        {
            return Diagnosis.Wrong(
                Name, $"{folder.Key} is {folder.Path}, which is not there.", "Nothing can be kept in it.", $"sudo install -d -m 700 -o {Environment.UserName} {folder.Path}");
        }

        return FindRefusal(folder) is { } refusal
            ? Diagnosis.Wrong(
                Name, $"{folder.Key} is {folder.Path}, where {Environment.UserName} may not {(folder.IsWritten ? "write" : "read")} ({refusal}).", "A release would end halfway.",
                $"sudo chown -R {Environment.UserName} {folder.Path}")
            : Diagnosis.Fine(Name, $"{folder.Key} is {folder.Path}.");
    }

    private static string? FindRefusal(NeededFolder folder)
    {
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder.Path).GetEnumerator();    // opens the folder
            if (folder.IsWritten)
            {
                var file = Path.Combine(folder.Path, $".doctor-{Environment.ProcessId}");
                using var probe = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            }

            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }
}
