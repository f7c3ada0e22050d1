using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_23_4000, "Accounts announce events"), Expand]
public sealed class CreateAccountsEvents : ForwardOnlyMigration
{
    public override void Up() => this.CreateOutboxAndInbox("accounts");
}
