using System.Text.RegularExpressions;

namespace GigGatek.Tests.Integration.Servers.Plans;

/// <summary>The statements that read or sort more than a thousand rows on purpose.</summary>
internal static class AllowedPlans
{
    /// <summary>A pattern of the statement without its values, and why it may.</summary>
    private static readonly IReadOnlyList<(Regex Shape, string Reason)> All =
    [
        Allow("^SELECT COUNT\\(\\*\\) FROM", "keys status says how much it looked at"),
        Allow("^SELECT MAX\\(.*FROM catalog_products", "the same, of catalog_changes"),
        Allow(" LIKE '?%|IS NOT NULL AND .* LIKE \\?", "keys status and retire look for values of a key wherever they are"),
        Allow("SUM\\(`sold`", "the best sellers of thirty days are all that was sold in them"),
        Allow("LOCATE\\(\\?, Lower\\(`product`.`name`\\)\\)", "the owner looks for a part of a name, which no index knows"),
        Allow("ORDER BY `product`.`updated_at` DESC, `product`.`id` DESC LIMIT \\?", "the owner's list of parts: fifty in the order of an index; those of a category, some thousands, are sorted when they are asked for rather than at every import"),
    ];

    public static bool Knows(Plan plan) => All.Any(allowed => allowed.Shape.IsMatch(plan.Statement.Shape));

    private static (Regex Shape, string Reason) Allow(string shape, string reason) => (new Regex(shape, RegexOptions.Singleline), reason);
}
