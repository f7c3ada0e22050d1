using GigGatek.Operations.MigrationLint.Facts;
using GigGatek.Operations.Releases;
using GigGatek.Platform.Migrations;

namespace GigGatek.Operations.MigrationLint;

/// <summary>A table before and after a statement.</summary>
internal sealed record Altered(TableShape Before, TableShape After)
{
    /// <summary>Columns that came, in their order.</summary>
    public IEnumerable<ColumnShape> Added => After.Columns.Where(column => Before.Find(column.Name) is null);

    /// <summary>Columns that went.</summary>
    public IEnumerable<ColumnShape> Dropped => Before.Columns.Where(column => After.Find(column.Name) is null);

    /// <summary>Columns that stayed.</summary>
    public IEnumerable<(ColumnShape Before, ColumnShape After)> Kept =>
        from before in Before.Columns
        let after = After.Find(before.Name)
        where after is not null
        select (before, after);
}

/// <summary>
/// One statement of a migration and what became of the schema by it. Only tables that a release has: one that the same set of
/// migrations creates is empty and nobody reads it, whatever is done to it.
/// </summary>
internal sealed record Change(DeclaredMigration Migration, PlannedStatement Statement, StatementFacts Facts, SchemaShape Before, SchemaShape After)
{
    /// <summary>Names of tables that a release has.</summary>
    public required IReadOnlySet<string> Known { get; init; }

    /// <summary>What the previous release reads.</summary>
    public required ReleaseRecord? Previous { get; init; }

    /// <summary>The migration has statements of the other kind too: of the schema beside those of rows.</summary>
    public required bool IsMixed { get; init; }

    public IEnumerable<TableShape> DroppedTables => Known.Where(table => After.Find(table) is null).Select(Before.Find).OfType<TableShape>();

    /// <summary>A table came in the same statement.</summary>
    public bool IsTableRename => After.Names.Any(table => Before.Find(table) is null);

    public IEnumerable<Altered> AlteredTables =>
        from table in Known
        let before = Before.Find(table)
        let after = After.Find(table)
        where before is not null && after is not null && !before.IsSameAs(after)
        select new Altered(before, after);

    public bool IsContract => Migration.Phase == "contract";
}
