namespace GigGatek.Tests.Operations;

/// <summary>A program of a few lines, which stands in for another.</summary>
internal static class ShellScript
{
    public static void Write(string file, string lines)
    {
        File.WriteAllText(file, $"#!/bin/sh\n{lines.ReplaceLineEndings("\n")}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
