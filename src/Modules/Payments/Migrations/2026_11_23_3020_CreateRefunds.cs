using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_23_3020, "Refunds"), Expand]
public sealed class CreateRefunds : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("payments_refunds")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("payment_id").AsInt64().NotNullable()
            .WithColumn("amount").AsInt64().NotNullable()
            .WithColumn("currency").AsString(3).NotNullable()
            .WithColumn("state").AsString(20).NotNullable()
            .WithColumn("reason").AsString(200).NotNullable()
            .WithColumn("provider_refund").AsString(100).Nullable()
            .WithColumn("problem").AsString(500).Nullable()
            .WithColumn("requested_at").AsInt64().NotNullable()
            .WithColumn("settled_at").AsInt64().Nullable()
            .WithColumn("due_at").AsInt64().Nullable()
            .WithColumn("attempts").AsInt32().NotNullable();
        Create.Index("ix_payments_refunds_payment").OnTable("payments_refunds").OnColumn("payment_id").Ascending();
        Create.Index("ix_payments_refunds_due_at").OnTable("payments_refunds").OnColumn("due_at").Ascending();
    }
}
