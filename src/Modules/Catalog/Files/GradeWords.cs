using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Files;

/// <summary>How files name the grades.</summary>
internal static class GradeWords
{
    public const string Unknown = "The grade must be Excellent, Good or Fair.";

    /// <summary>Null when the words name none.</summary>
    public static Grade? Find(string? words) => words?.Trim().ToUpperInvariant() switch
    {
        "EXCELLENT" => Grade.Excellent,
        "GOOD" => Grade.Good,
        "FAIR" => Grade.Fair,
        _ => null,
    };
}
