using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_29_4010, "People sign programs in"), Expand]
public sealed class CreateAccountsApiSessions : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_api_sessions")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().NotNullable()
            .WithColumn("name").AsString(100).NotNullable()
            .WithColumn("scopes").AsString(400).NotNullable()
            .WithColumn("stamp").AsString(100).NotNullable()
            .WithColumn("has_second_factor").AsBoolean().NotNullable()
            .WithColumn("prefix").AsString(20).NotNullable().Unique("ux_accounts_api_sessions_prefix")
            .WithColumn("hash").AsString(64).NotNullable()
            .WithColumn("previous_hash").AsString(64).Nullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("refreshed_at").AsInt64().NotNullable()
            .WithColumn("refresh_ends_at").AsInt64().NotNullable()
            .WithColumn("ends_at").AsInt64().NotNullable();
        Create.Index("ix_accounts_api_sessions_user").OnTable("accounts_api_sessions").OnColumn("user_id").Ascending();
        Create.Index("ix_accounts_api_sessions_ends").OnTable("accounts_api_sessions").OnColumn("ends_at").Ascending();
    }
}
