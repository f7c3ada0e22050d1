namespace GigGatek.Tests;

/// <summary>
/// The program under test, for processes of its own: as it is shipped, compiled ahead, where GIGGATEK_TEST_PROGRAM names its folder
/// (<c>./giggatek test</c> does); else as the build has left it.
/// </summary>
internal static class BuiltProgram
{
    public static string Folder { get; } = System.IO.Path.GetFullPath(
        Environment.GetEnvironmentVariable("GIGGATEK_TEST_PROGRAM") is { Length: > 0 } folder ? folder : System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "GigGatek", "release"));

    public static string Path { get; } = System.IO.Path.Combine(Folder, "giggatek.dll");
}
