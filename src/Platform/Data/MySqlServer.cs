using System.Text.RegularExpressions;

namespace GigGatek.Platform.Data;

/// <summary>What kind of server answers, by the version it tells: the two have grown apart.</summary>
internal sealed partial record MySqlServer(bool IsMariaDb, Version Version)
{
    private static readonly Version OldestMySql = new(8, 4);
    private static readonly Version OldestMariaDb = new(10, 11);

    public string Name => $"{(IsMariaDb ? "MariaDB" : "MySQL")} {Version.Major}.{Version.Minor}";

    /// <summary>Compares bytes and counts spaces at the end, as SQLite does: a SKU is not another one in capitals.</summary>
    public string Collation => IsMariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";

    public bool IsSupported => Version >= (IsMariaDb ? OldestMariaDb : OldestMySql);

    /// <param name="told">Such as <c>9.7.4</c>, <c>11.8.9-MariaDB-0+deb13u1</c>, or with the prefix <c>5.5.5-</c> of older MariaDBs.</param>
    public static MySqlServer Parse(string told)
    {
        var isMariaDb = told.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        var text = isMariaDb && told.StartsWith("5.5.5-", StringComparison.Ordinal) ? told[6..] : told;
        var match = Numbers().Match(text);
        return new MySqlServer(isMariaDb, match.Success ? System.Version.Parse(match.Value) : new Version(0, 0));
    }

    [GeneratedRegex(@"^\d+\.\d+(\.\d+)?")]
    private static partial Regex Numbers();
}
