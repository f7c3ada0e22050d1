using System.Diagnostics;

namespace GigGatek.Tests.Operations.Databases;

/// <summary>The kinds of servers that the shop runs on.</summary>
public enum ServerKind
{
    /// <summary>Of Debian's package.</summary>
    MariaDb,

    /// <summary>The program <c>mysqld</c> of the path; else the one of the tool beside the checkout, where that is.</summary>
    MySql,
}

/// <summary>Where the programs of a kind are on this machine.</summary>
/// <param name="Server">Started by this path.</param>
/// <param name="Base">The folder above <c>share</c> and <c>lib</c>; null: where it was installed for.</param>
internal sealed record ServerPrograms(ServerKind Kind, string Server, string? Base)
{
    /// <summary>Ends the test as skipped, by name, where the kind cannot be started.</summary>
    public static ServerPrograms Require(ServerKind kind)
    {
        var found = Find(kind);
        Assert.SkipWhen(found is null, $"There is no {kind} server on this machine.");
        return found!;
    }

    /// <summary>Null where the kind cannot be started.</summary>
    public static ServerPrograms? Find(ServerKind kind) => kind == ServerKind.MariaDb ? FindMariaDb() : FindMySql();

    /// <summary>What it must be told to find its own files.</summary>
    public IReadOnlyList<string> Where => Base is { } root ? [$"--basedir={root}", $"--lc-messages-dir={root}/share/mysql", $"--plugin-dir={Plugins}"] : [];

    /// <summary>Where the program itself is, which may be started through another.</summary>
    public string RealFolder => Base is { } root ? Path.Combine(root, "sbin") : Path.GetDirectoryName(Server)!;

    /// <summary>The folder of its plugins.</summary>
    public string Plugins => Path.Combine(Base ?? "/usr", "lib", "mysql", "plugin");

    /// <summary>Makes it look for files beside it elsewhere. One that is started through another program looks for itself on the path.</summary>
    public void PlaceAt(string path)
    {
        if (Base is null)
        {
            File.Copy(Server, path);
            return;
        }

        File.WriteAllText(path, $"#!/bin/sh\nexec '{Server}' \"$@\"\n");
        using var chmod = Process.Start("chmod", ["755", path]);
        chmod.WaitForExit();
    }

    private static ServerPrograms? FindMariaDb() => OnPath("mariadbd") is { } server ? new ServerPrograms(ServerKind.MariaDb, server, null) : null;

    private static ServerPrograms? FindMySql()
    {
        if (OnPath("mysqld") is { } server && new FileInfo(server).ResolveLinkTarget(returnFinalTarget: true)?.Name.Contains("maria", StringComparison.Ordinal) is not true)
        {
            return new ServerPrograms(ServerKind.MySql, server, null);
        }

        var tool = Path.Combine(Checkout.Root, "..", "shared", "tools", "mysql-sandbox");
        if (!File.Exists(tool))
        {
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo(tool, ["path", "mysql"]) { RedirectStandardOutput = true })!;
        var folder = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return new ServerPrograms(ServerKind.MySql, Path.Combine(folder, "mysqld"), Path.GetFullPath(Path.Combine(folder, "..", "root", "usr")));
    }

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
