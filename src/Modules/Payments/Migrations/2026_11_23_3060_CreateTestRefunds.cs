using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_23_3060, "Refunds of the test provider"), Expand]
public sealed class CreateTestRefunds : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("payments_test_refunds")
            .WithColumn("id").AsString(60).PrimaryKey()
            .WithColumn("idempotency_key").AsString(100).NotNullable()
            .WithColumn("intent_id").AsString(60).NotNullable()
            .WithColumn("amount").AsInt64().NotNullable()
            .WithColumn("status").AsString(20).NotNullable()
            .WithColumn("failure").AsString(500).Nullable()
            .WithColumn("decided_at").AsInt64().Nullable()
            .WithColumn("created_at").AsInt64().NotNullable();
        Create.Index("ux_payments_test_refunds_key").OnTable("payments_test_refunds").OnColumn("idempotency_key").Ascending().WithOptions().Unique();
        Create.Index("ix_payments_test_refunds_intent").OnTable("payments_test_refunds").OnColumn("intent_id").Ascending();
        Create.Index("ix_payments_test_refunds_decided").OnTable("payments_test_refunds").OnColumn("status").Ascending().OnColumn("decided_at").Ascending();
    }
}
