using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_23_3010, "Payments"), Expand]
public sealed class CreatePayments : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("payments_payments")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("reference").AsString(40).NotNullable()
            .WithColumn("amount").AsInt64().NotNullable()
            .WithColumn("currency").AsString(3).NotNullable()
            .WithColumn("state").AsString(20).NotNullable()
            .WithColumn("intent").AsString(100).Nullable()
            .WithColumn("attempt").AsInt32().NotNullable()
            .WithColumn("answer_due").AsInt64().Nullable()
            .WithColumn("action_url").AsString(2000).Nullable()
            .WithColumn("problem").AsString(500).Nullable()
            .WithColumn("captured").AsInt64().NotNullable()
            .WithColumn("refunded").AsInt64().NotNullable()
            .WithColumn("version").AsInt32().NotNullable()
            .WithColumn("opened_at").AsInt64().NotNullable()
            .WithColumn("changed_at").AsInt64().NotNullable()
            .WithColumn("check_at").AsInt64().Nullable()
            .WithColumn("checks").AsInt32().NotNullable();
        Create.Index("ux_payments_payments_intent").OnTable("payments_payments").OnColumn("intent").Ascending().WithOptions().Unique();
        Create.Index("ix_payments_payments_check_at").OnTable("payments_payments").OnColumn("check_at").Ascending();
    }
}
