using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_29_3001, "How far the provider's events were read"), Expand]
public sealed class CreateEventCursors : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Table("payments_event_cursors")
            .WithColumn("provider").AsString(20).PrimaryKey()
            .WithColumn("read_until").AsInt64().NotNullable()
            .WithColumn("due_at").AsInt64().NotNullable();
}
