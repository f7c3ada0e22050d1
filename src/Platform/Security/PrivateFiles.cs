using System.ComponentModel;
using System.Runtime.InteropServices;

namespace GigGatek.Platform.Security;

/// <summary>Files that only the shop's user may read, whole or not there.</summary>
public static class PrivateFiles
{
    private const int NotPermitted = 1;    // EPERM: the file system has no links
    private const int NotSupported = 95;    // EOPNOTSUPP

    /// <summary>Makes a folder for this user only, or makes one so.</summary>
    public static void CreateFolder(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Writes a file that is not there yet. False when another was first; its content counts.</summary>
    public static bool TryWriteNew(string path, ReadOnlySpan<byte> content)
    {
        var temporary = WriteTemporary(path, content);
        try
        {
            return TryName(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>
    /// Gives a file its name if nothing has it. On Unix by a second link, which only one of many gets (POSIX link: EEXIST): .NET's move looks whether the name is free,
    /// and then takes it also from who took it in between.
    /// </summary>
    private static bool TryName(string temporary, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(temporary, path) == 0)
            {
                return true;
            }

            var error = Marshal.GetLastPInvokeError();
            if (File.Exists(path))
            {
                return false;
            }

            if (error is not (NotPermitted or NotSupported))
            {
                throw new IOException($"{path} could not be written: {new Win32Exception(error).Message}.");
            }
        }

        return TryMove(temporary, path);
    }

    /// <summary>For Windows, and file systems without links.</summary>
    private static bool TryMove(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    private static string WriteTemporary(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Environment.ProcessId}-{Secrets.NewToken()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(temporary, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
        return temporary;
    }

#pragma warning disable SYSLIB1054 // generated marshalling needs unsafe code in the whole assembly, for one call
    [DllImport("libc", EntryPoint = "link", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
#pragma warning restore SYSLIB1054
}
