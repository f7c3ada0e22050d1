using System.ComponentModel;
using System.Runtime.InteropServices;

namespace GigGatek.Operations.Hosts;

/// <summary>Gives files to the user that reads them in a container; .NET has no call for that.</summary>
internal static class FileOwner
{
    /// <summary>Only root may give files away.</summary>
    public static bool CanGive => !OperatingSystem.IsWindows() && GetEffectiveUser() == 0;

    public static void Give(string path, FileReader reader)
    {
        if (ChangeOwner(path, (int)reader, (int)reader) != 0)
        {
            throw new OperationRefusedException($"{path} could not be given to user {(int)reader}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}. Keep the folder on a file system with owners.");
        }
    }

#pragma warning disable SYSLIB1054 // generated marshalling needs unsafe code in the whole assembly, for two calls
    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUser();

    [DllImport("libc", EntryPoint = "chown", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int user, int group);
#pragma warning restore SYSLIB1054
}
