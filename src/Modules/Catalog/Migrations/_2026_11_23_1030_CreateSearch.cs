using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Catalog.Migrations;

/// <summary>
/// SQLite's full-text index (https://www.sqlite.org/fts5.html). The words are prepared by the program, so the tokenizer
/// only cuts at spaces; the text itself is not kept a second time.
/// </summary>
[Migration(2026_11_23_1030, "Full-text search"), Expand]
public sealed class CreateSearch : ForwardOnlyMigration
{
    public override void Up() => IfDatabase("sqlite").Execute.Sql(
        """
        CREATE VIRTUAL TABLE catalog_search USING fts5(
            words, content = '', contentless_delete = 1, detail = column, tokenize = 'ascii')
        """);
}
