namespace GigGatek.Tests.Operations.Edge;

/// <summary>Lines of the corpus.</summary>
internal static class Corpus
{
    public static IReadOnlyList<string> Legitimate(string name) => Read("Legitimate", name);

    public static IReadOnlyList<string> Attacks(string name) => Read("Attacks", name);

    /// <summary>The files of attacks, each a class.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        [.. Directory.GetFiles(Folder("Attacks"), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    private static string Folder(string kind) => Checkout.File("tests", "Operations", "Edge", "Corpus", kind);

    private static string[] Read(string kind, string name) => [.. File.ReadLines(Path.Combine(Folder(kind), $"{name}.txt")).Where(line => line.Length > 0)];
}
