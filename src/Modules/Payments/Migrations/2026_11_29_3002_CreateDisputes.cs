using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_29_3002, "Disputes"), Expand]
public sealed class CreateDisputes : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("payments_disputes")
            .WithColumn("id").AsString(40).PrimaryKey()
            .WithColumn("payment_id").AsInt64().NotNullable()
            .WithColumn("amount").AsInt64().NotNullable()
            .WithColumn("currency").AsString(3).NotNullable()
            .WithColumn("state").AsString(20).NotNullable()
            .WithColumn("reason").AsString(100).NotNullable()
            .WithColumn("respond_by").AsInt64().Nullable()
            .WithColumn("opened_at").AsInt64().NotNullable()
            .WithColumn("changed_at").AsInt64().NotNullable();
        Create.Index("ix_payments_disputes_payment").OnTable("payments_disputes").OnColumn("payment_id").Ascending();
    }
}
