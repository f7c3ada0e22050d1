using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_29_4050, "Accounts may have a second factor"), Expand]
public sealed class CreateAccountsSecondFactors : ForwardOnlyMigration
{
    public override void Up() => Create.Table("accounts_second_factors")
        .WithColumn("user_id").AsInt64().PrimaryKey()
        .WithColumn("secret").AsString(200).NotNullable()
        .WithColumn("code_salt").AsString(60).NotNullable()
        .WithColumn("last_step").AsInt64().NotNullable()
        .WithColumn("turned_on_at").AsInt64().NotNullable();
}
