using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_23_3050, "Payments of the test provider"), Expand]
public sealed class CreateTestIntents : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("payments_test_intents")
            .WithColumn("id").AsString(60).PrimaryKey()
            .WithColumn("idempotency_key").AsString(100).NotNullable()
            .WithColumn("amount").AsInt64().NotNullable()
            .WithColumn("currency").AsString(3).NotNullable()
            .WithColumn("reference").AsString(40).NotNullable()
            .WithColumn("status").AsString(20).NotNullable()
            .WithColumn("confirm_key").AsString(100).Nullable()
            .WithColumn("return_url").AsString(2000).Nullable()
            .WithColumn("decline").AsString(500).Nullable()
            .WithColumn("tells_twice").AsBoolean().NotNullable()
            .WithColumn("refunds_slowly").AsBoolean().NotNullable()
            .WithColumn("refunds_fail").AsBoolean().NotNullable()
            .WithColumn("decided_at").AsInt64().Nullable()
            .WithColumn("created_at").AsInt64().NotNullable();
        Create.Index("ux_payments_test_intents_key").OnTable("payments_test_intents").OnColumn("idempotency_key").Ascending().WithOptions().Unique();
        Create.Index("ix_payments_test_intents_decided").OnTable("payments_test_intents").OnColumn("status").Ascending().OnColumn("decided_at").Ascending();
    }
}
