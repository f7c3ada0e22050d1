using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Products;

/// <summary>What the grades promise. The sentences are checked on the bench, for every unit.</summary>
internal static class GradePromises
{
    public static IReadOnlyList<GradePromise> All { get; } =
    [
        new(Grade.Excellent, "Excellent",
            "No mark visible at 30 cm under a 1,000 lux lamp; every port, fan and sensor passes its test; at most 2 % below the performance of a new part.", 24),
        new(Grade.Good, "Good",
            "Up to five marks of at most 10 mm each, none on a screen or a connector; every port, fan and sensor passes its test; at most 5 % below the performance of a new part.", 12),
        new(Grade.Fair, "Fair",
            "Marks and wear of any length that a photo shows, no crack and no dead pixel; every port, fan and sensor passes its test; at most 10 % below the performance of a new part.", 6),
    ];

    public static int WarrantyMonths(Grade grade) => All[(int)grade - 1].WarrantyMonths;
}
