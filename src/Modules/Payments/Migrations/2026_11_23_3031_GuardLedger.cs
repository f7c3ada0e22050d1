using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_23_3031, "Entries of the ledger cannot be changed or deleted"), Expand]
[Suppress("GM016", "Triggers have no common words; each engine has its own, and both are tested.", "2027-05-31")]
public sealed class GuardLedger : ForwardOnlyMigration
{
    private const string Refusal = "The ledger is append-only: book the opposite instead.";

    public override void Up()
    {
        foreach (var change in new[] { "UPDATE", "DELETE" })
        {
            var trigger = $"CREATE TRIGGER payments_ledger_no_{change} BEFORE {change} ON payments_ledger_entries ";
            IfDatabase("sqlite").Execute.Sql(trigger + $"BEGIN SELECT RAISE(ABORT, '{Refusal}'); END");
            IfDatabase("mysql").Execute.Sql(trigger + $"FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{Refusal}'");
        }
    }
}
