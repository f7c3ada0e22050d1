using System.Diagnostics;

namespace GigGatek.Tests.Operations.Databases;

/// <summary>What a server keeps on the disk. Servers refuse to run as root, so there it belongs to nobody.</summary>
internal sealed class ServerFolder : IDisposable
{
    public ServerFolder()
    {
        Path = Directory.CreateTempSubdirectory("giggatek-server-").FullName;
        Directory.CreateDirectory(Temporary);
        Directory.CreateDirectory(Keys);
        Directory.CreateDirectory(Programs);
    }

    public string Path { get; }

    public string Data => System.IO.Path.Combine(Path, "data");

    public string Temporary => System.IO.Path.Combine(Path, "tmp");

    /// <summary>Beside the data, as on another volume.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>First on the server's path.</summary>
    public string Programs => System.IO.Path.Combine(Path, "bin");

    /// <summary>The server, where it is not to run from its own place.</summary>
    public string? Program { get; set; }

    /// <summary>Null: the server's own.</summary>
    public string? Plugins { get; set; }

    public string Socket => System.IO.Path.Combine(Path, "sock");

    public string Log => System.IO.Path.Combine(Path, "log");

    /// <summary>Before a program, so that it is nobody from its first instruction: a keyring is opened before a server gives up being root.</summary>
    public static IEnumerable<string> AsNobody => Environment.UserName == "root" ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];

    public string ReadLog() => File.Exists(Log) ? File.ReadAllText(Log) : "";

    /// <summary>Call it when all is written that the server must be able to read.</summary>
    public ServerFolder HandOver()
    {
        if (Environment.UserName == "root")
        {
            using var chown = Process.Start("chown", ["-R", "nobody", Path]);
            chown.WaitForExit();
        }

        return this;
    }

    /// <summary>Begins with the data of another, which does not run.</summary>
    public void TakeOver(ServerFolder other)
    {
        using var copy = Process.Start("cp", ["-a", other.Data, Data]);
        copy.WaitForExit();
        File.Delete(System.IO.Path.Combine(Data, "auto.cnf"));    // who MySQL is, which no two may be
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
