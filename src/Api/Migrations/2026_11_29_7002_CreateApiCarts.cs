using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Api.Migrations;

[Migration(2026_11_29_7002, "The API knows whose a cart is"), Expand]
public sealed class CreateApiCarts : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("api_carts")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().NotNullable()
            .WithColumn("sealed_secret").AsString(300).NotNullable()
            .WithColumn("version").AsInt32().NotNullable()
            .WithColumn("touched_at").AsInt64().NotNullable();
        Create.Index("ix_api_carts_touched_at").OnTable("api_carts").OnColumn("touched_at").Ascending();
    }
}
