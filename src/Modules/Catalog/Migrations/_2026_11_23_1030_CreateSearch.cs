using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Catalog.Migrations;

/// <summary>
/// The full-text index: SQLite's (https://www.sqlite.org/fts5.html), InnoDB's on MySQL and MariaDB. The words are prepared by
/// the program, so that the index only cuts at spaces.
/// </summary>
[Migration(2026_11_23_1030, "Full-text search"), Expand]
[Suppress("GM016", "Full-text tables have no common words; each engine has its own, and both are tested.", "2027-05-31")]
public sealed class CreateSearch : ForwardOnlyMigration
{
    public override void Up()
    {
        // The text itself is not kept a second time.
        IfDatabase("sqlite").Execute.Sql(
            """
            CREATE VIRTUAL TABLE catalog_search USING fts5(
                words, content = '', contentless_delete = 1, detail = column, tokenize = 'ascii')
            """);
        IfDatabase("mysql").Execute.Sql(
            """
            CREATE TABLE catalog_search (
                product_id BIGINT NOT NULL PRIMARY KEY, words LONGTEXT NOT NULL, FULLTEXT INDEX ft_catalog_search (words)) ENGINE = InnoDB
            """);
    }
}
