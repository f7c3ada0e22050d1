using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_23_4004, "Changes leave a trail"), Expand]
public sealed class CreateAccountsAuditEntries : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_audit_entries")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("at").AsInt64().NotNullable()
            .WithColumn("actor_id").AsInt64().NotNullable()
            .WithColumn("actor_name").AsString(100).NotNullable()
            .WithColumn("action").AsString(60).NotNullable()
            .WithColumn("subject").AsString(200).NotNullable()
            .WithColumn("details").AsString(1000).NotNullable();
        Create.Index("ix_accounts_audit_entries_subject").OnTable("accounts_audit_entries").OnColumn("subject").Ascending().OnColumn("id").Descending();
    }
}
