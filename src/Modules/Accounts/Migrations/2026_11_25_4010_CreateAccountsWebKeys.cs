using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_25_4010, "Web keys live in the database"), Expand]
public sealed class CreateAccountsWebKeys : ForwardOnlyMigration
{
    public override void Up() => Create.Table("accounts_web_keys")
        .WithColumn("id").AsInt64().PrimaryKey()
        .WithColumn("xml").AsString(4000).NotNullable();
}
