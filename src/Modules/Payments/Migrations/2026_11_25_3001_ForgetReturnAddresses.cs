using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

/// <summary>From here on they are stored sealed. Whoever is at the test bank just now finds his order by its link.</summary>
[Migration(2026_11_25_3001, "The test provider forgets return addresses that are not sealed"), Expand]
public sealed class ForgetReturnAddresses : ForwardOnlyMigration
{
    public override void Up() => Update.Table("payments_test_intents").Set(new { return_url = (string?)null }).AllRows();
}
