using System.Diagnostics;

namespace GigGatek.Operations.Servers;

/// <summary>The kinds of database servers.</summary>
public enum ServerKind
{
    /// <summary>The program <c>mariadbd</c>.</summary>
    MariaDb,

    /// <summary>The program <c>mysqld</c> that is not MariaDB's link of that name.</summary>
    MySql,
}

/// <summary>An installed database server.</summary>
/// <param name="Options">What this installation needs to find its own files.</param>
public sealed record ServerProgram(ServerKind Kind, string Path, IReadOnlyList<string> Options)
{
    private const string WhereServersAre = "/usr/sbin";

    /// <summary>As it is called in sentences.</summary>
    public static string NameOf(ServerKind kind) => kind == ServerKind.MariaDb ? "MariaDB" : "MySQL";

    /// <summary>The one on the path; null when there is none.</summary>
    public static ServerProgram? Find(ServerKind kind)
    {
        var name = kind == ServerKind.MariaDb ? "mariadbd" : "mysqld";
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Append(WhereServersAre)
            .Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return path is not null && KindOf(path) == kind ? new ServerProgram(kind, path, []) : null;
    }

    /// <summary>The one at a path.</summary>
    /// <exception cref="OperationRefusedException">There is no database server.</exception>
    public static ServerProgram At(string path) =>
        new(KindOf(path) ?? throw new OperationRefusedException($"{path} is no database server that can be run here. Name a mysqld or mariadbd with --mysqld PATH."), path, []);

    /// <summary>By what it says of itself: packages of MariaDB call it mysqld too.</summary>
    private static ServerKind? KindOf(string path)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, ["--no-defaults", "--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var told = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode != 0 ? null
                : told.Contains("-MariaDB", StringComparison.Ordinal) ? ServerKind.MariaDb
                : ServerKind.MySql;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
