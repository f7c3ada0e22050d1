namespace GigGatek.Tests;

/// <summary>The folder of the repository that these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>A file that is shipped, such as <c>deploy/database/mysql/at-rest.cnf</c>.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (System.IO.File.Exists(Path.Combine(folder, "GigGatek.slnx")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("These tests read files of the repository: run them where they were built.");
    }
}
