using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_23_4002, "Roles count their holders"), Expand]
public sealed class CreateAccountsRoles : ForwardOnlyMigration
{
    internal static readonly string[] Names = ["Owner", "Orders desk", "Catalogue desk", "Auditor"];

    public override void Up()
    {
        Create.Table("accounts_roles")
            .WithColumn("name").AsString(40).PrimaryKey()
            .WithColumn("holders").AsInt32().NotNullable();
        foreach (var name in Names)
        {
            Insert.IntoTable("accounts_roles").Row(new { name, holders = 0 });
        }
    }
}
