using System.Diagnostics;

namespace GigGatek.Tests;

/// <summary>What a shop is built from, in a folder of its own that may be edited.</summary>
internal sealed class SourceCopy : IDisposable
{
    private static readonly string[] Parts = ["src", "giggatek", "global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "BannedSymbols.txt"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-edit-");

    public SourceCopy()
    {
        using var copy = Process.Start("cp", ["-r", .. Parts.Select(part => Checkout.File(part)), _folder.FullName]);
        copy.WaitForExit();
        if (copy.ExitCode != 0)
        {
            throw new InvalidOperationException($"The sources could not be copied to {_folder.FullName}.");
        }
    }

    public string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    public void Edit(string file, Func<string, string> change) => File.WriteAllText(PathOf(file), change(File.ReadAllText(PathOf(file))));

    /// <summary>Starts a program in it; what it says goes where this one's goes.</summary>
    public Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(PathOf(program), arguments) { WorkingDirectory = _folder.FullName, Environment = { ["GIGGATEK_HOME"] = _folder.FullName } })!;

    /// <summary>How long it takes to build an edited project.</summary>
    public async Task<TimeSpan> BuildAsync(string project)
    {
        var started = Stopwatch.GetTimestamp();
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", project, "--no-restore", "--no-dependencies", "-v", "quiet", "--nologo"]) { WorkingDirectory = _folder.FullName })!;
        await build.WaitForExitAsync();
        return build.ExitCode == 0 ? Stopwatch.GetElapsedTime(started) : throw new InvalidOperationException($"{project} does not build.");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
