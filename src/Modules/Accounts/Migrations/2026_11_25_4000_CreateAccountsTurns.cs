using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_25_4000, "New addresses take turns"), Expand]
public sealed class CreateAccountsTurns : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_turns")
            .WithColumn("name").AsString(40).PrimaryKey()
            .WithColumn("taken").AsInt64().NotNullable();
        Insert.IntoTable("accounts_turns").Row(new { name = "address", taken = 0L });
    }
}
