using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_29_4011, "Access tokens are signed"), Expand]
public sealed class CreateAccountsTokenKeys : ForwardOnlyMigration
{
    public override void Up() => Create.Table("accounts_token_keys")
        .WithColumn("id").AsInt64().PrimaryKey()
        .WithColumn("kid").AsString(64).NotNullable()
        .WithColumn("private_key").AsString(1000).NotNullable()
        .WithColumn("signs_from").AsInt64().NotNullable();
}
