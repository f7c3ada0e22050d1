namespace GigGatek.Operations.Hosts;

/// <summary>Whose container reads a file. The numbers are those of the images; a file of mode 0600 belongs to its reader.</summary>
public enum FileReader
{
    /// <summary>Docker compose itself, on the host.</summary>
    Host = -1,

    /// <summary>The user of MariaDB's, MySQL's and Redis's official images.</summary>
    Servers = 999,

    /// <summary>The user <c>app</c> of .NET's images, which the shop runs as.</summary>
    Shop = 1654,
}
