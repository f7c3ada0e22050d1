using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_23_3000, "Payments announce events and receive them"), Expand]
public sealed class CreatePaymentsOutbox : ForwardOnlyMigration
{
    public override void Up() => this.CreateOutboxAndInbox("payments");
}
