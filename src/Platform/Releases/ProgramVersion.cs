using System.Reflection;

namespace GigGatek.Platform.Releases;

/// <summary>Which build of the program this is, as its build wrote it into the assembly.</summary>
/// <param name="Version">Semantic version, such as <c>0.1.0</c>; also the name of the release's record in <c>deploy/releases</c>.</param>
/// <param name="Commit">The whole hash of git, or <see cref="Unknown"/> where it was built without git and nobody named one.</param>
public sealed record ProgramVersion(string Version, string Commit)
{
    /// <summary>The commit of a build outside git.</summary>
    public const string Unknown = "unknown";

    private const int ShortLength = 7;

    /// <summary>Of a program's own assembly. The informational version is written <c>VERSION+COMMIT</c> by the SDK.</summary>
    public static ProgramVersion Of(Assembly program) =>
        Parse(program.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? program.GetName().Version!.ToString(3));

    /// <summary>Reads <c>VERSION</c> or <c>VERSION+COMMIT</c>.</summary>
    public static ProgramVersion Parse(string informationalVersion) =>
        informationalVersion.Split('+', 2) is [var version, { Length: > 0 } commit] ? new ProgramVersion(version, commit) : new ProgramVersion(informationalVersion.TrimEnd('+'), Unknown);

    /// <summary>For people and lines of a log: <c>0.1.0+0803ef9</c>.</summary>
    public override string ToString() => $"{Version}+{(Commit.Length > ShortLength && Commit != Unknown ? Commit[..ShortLength] : Commit)}";
}
