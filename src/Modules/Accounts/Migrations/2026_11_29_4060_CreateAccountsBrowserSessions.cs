using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_29_4060, "Browsers are signed in by a row"), Expand]
public sealed class CreateAccountsBrowserSessions : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_browser_sessions")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().NotNullable()
            .WithColumn("stamp").AsString(100).NotNullable()
            .WithColumn("hash").AsString(22).NotNullable().Unique("ux_accounts_browser_sessions_hash")
            .WithColumn("browser").AsString(60).NotNullable()
            .WithColumn("begun_at").AsInt64().NotNullable()
            .WithColumn("seen_at").AsInt64().NotNullable();
        Create.Index("ix_accounts_browser_sessions_user").OnTable("accounts_browser_sessions").OnColumn("user_id").Ascending();
        Create.Index("ix_accounts_browser_sessions_seen").OnTable("accounts_browser_sessions").OnColumn("seen_at").Ascending();
        Create.Index("ix_accounts_browser_sessions_begun").OnTable("accounts_browser_sessions").OnColumn("begun_at").Ascending();
    }
}
