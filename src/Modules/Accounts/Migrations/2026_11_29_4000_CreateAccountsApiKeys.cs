using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_29_4000, "Partners and machines have API keys"), Expand]
public sealed class CreateAccountsApiKeys : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_api_keys")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().NotNullable()
            .WithColumn("name").AsString(100).NotNullable()
            .WithColumn("prefix").AsString(20).NotNullable().Unique("ux_accounts_api_keys_prefix")
            .WithColumn("hash").AsString(64).NotNullable()
            .WithColumn("scopes").AsString(400).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("expires_at").AsInt64().Nullable()
            .WithColumn("last_used_at").AsInt64().Nullable()
            .WithColumn("revoked_at").AsInt64().Nullable()
            .WithColumn("replaced_by").AsInt64().Nullable();
        Create.Index("ix_accounts_api_keys_user").OnTable("accounts_api_keys").OnColumn("user_id").Ascending();
    }
}
