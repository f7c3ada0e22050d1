using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

/// <summary>Entries get their numbers when they are written down, some at once; the trail is read in the order in which things happened.</summary>
[Migration(2026_11_30_4080, "The trail in the order of time"), Expand]
public sealed class IndexAuditEntriesByTime : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Index("ix_accounts_audit_entries_at").OnTable("accounts_audit_entries").OnColumn("at").Descending().OnColumn("id").Descending();
}
