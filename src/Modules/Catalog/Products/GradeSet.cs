using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Products;

/// <summary>A set of grades in one integer: Excellent 1, Good 2, Fair 4.</summary>
internal static class GradeSet
{
    private static readonly Grade[][] Sets =
        [.. Enumerable.Range(0, 8).Select(set => Enum.GetValues<Grade>().Where(grade => (set & Bit(grade)) != 0).ToArray())];

    /// <summary>No grade in particular.</summary>
    public const int Any = 0;

    public static int Bit(Grade grade) => 1 << ((int)grade - 1);

    /// <summary>Best first.</summary>
    public static IReadOnlyList<Grade> Grades(int set) => Sets[set & 7];
}
