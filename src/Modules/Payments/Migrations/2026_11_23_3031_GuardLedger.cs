using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_23_3031, "Entries of the ledger cannot be changed or deleted"), Expand]
public sealed class GuardLedger : ForwardOnlyMigration
{
    public override void Up()
    {
        foreach (var change in new[] { "UPDATE", "DELETE" })
        {
            IfDatabase("sqlite").Execute.Sql(
                $"CREATE TRIGGER payments_ledger_no_{change} BEFORE {change} ON payments_ledger_entries "
                + "BEGIN SELECT RAISE(ABORT, 'The ledger is append-only: book the opposite instead.'); END");
        }
    }
}
