using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Platform.Security.Migrations;

/// <summary>The table of wrapped data keys.</summary>
[Migration(2026_11_25_0500, "Data keys"), Expand]
public sealed class CreateDataKeys : ForwardOnlyMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        Create.Table("platform_data_keys")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("name").AsString(20).NotNullable()
            .WithColumn("state").AsString(20).NotNullable()
            .WithColumn("current_slot").AsInt32().Nullable()
            .WithColumn("master_key").AsString(200).NotNullable()
            .WithColumn("wrapped").AsString(1000).Nullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("changed_at").AsInt64().NotNullable();
        Create.Index("ux_platform_data_keys_name").OnTable("platform_data_keys").OnColumn("name").Ascending().WithOptions().Unique();
        Create.Index("ux_platform_data_keys_current").OnTable("platform_data_keys").OnColumn("current_slot").Ascending().WithOptions().Unique();
    }
}
