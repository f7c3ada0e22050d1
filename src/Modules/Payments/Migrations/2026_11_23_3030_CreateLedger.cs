using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_23_3030, "The ledger"), Expand]
public sealed class CreateLedger : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("payments_ledger_entries")
            .WithColumn("transaction_id").AsString(60).PrimaryKey()
            .WithColumn("line").AsInt32().PrimaryKey()
            .WithColumn("payment_id").AsInt64().NotNullable()
            .WithColumn("account").AsString(40).NotNullable()
            .WithColumn("amount").AsInt64().NotNullable()
            .WithColumn("currency").AsString(3).NotNullable()
            .WithColumn("at").AsInt64().NotNullable()
            .WithColumn("reference").AsString(200).NotNullable();
        Create.Index("ix_payments_ledger_entries_payment").OnTable("payments_ledger_entries").OnColumn("payment_id").Ascending();
    }
}
