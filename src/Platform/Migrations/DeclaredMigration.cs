using System.Reflection;
using FluentMigrator;

namespace GigGatek.Platform.Migrations;

/// <summary>A migration as it is written down, whether any database has it or not.</summary>
/// <param name="Name">Of its class.</param>
/// <param name="Phase"><c>expand</c> or <c>contract</c>.</param>
public sealed record DeclaredMigration(
    long Version, string Description, string Name, string Phase, IReadOnlyList<SuppressAttribute> Suppressions, IReadOnlyList<string> Backfills)
{
    /// <summary>Those in these assemblies, in the order of their versions.</summary>
    public static IReadOnlyList<DeclaredMigration> In(IEnumerable<Assembly> assemblies) =>
        [.. assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).Select(Find).OfType<DeclaredMigration>().OrderBy(migration => migration.Version)];

    private static DeclaredMigration? Find(Type type) => type.GetCustomAttribute<MigrationAttribute>() is { } migration
        ? new DeclaredMigration(
            migration.Version, migration.Description ?? "", type.Name, PhaseOf(type), [.. type.GetCustomAttributes<SuppressAttribute>()],
            [.. type.GetCustomAttributes<AfterBackfillAttribute>().Select(after => after.Backfill)])
        : null;

    private static string PhaseOf(Type type) =>
        type.GetCustomAttributes<FluentMigrator.TagsAttribute>().SelectMany(tags => tags.TagNames).FirstOrDefault() ?? "";
}
