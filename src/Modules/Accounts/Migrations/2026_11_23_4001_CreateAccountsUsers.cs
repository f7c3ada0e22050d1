using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_23_4001, "People have accounts"), Expand]
public sealed class CreateAccountsUsers : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_users")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("email").AsString(600).NotNullable()
            .WithColumn("email_index").AsString(80).NotNullable().Unique("ux_accounts_users_email_index")
            .WithColumn("display_name").AsString(800).NotNullable()
            .WithColumn("email_confirmed").AsBoolean().NotNullable()
            .WithColumn("password_hash").AsString(200).NotNullable()
            .WithColumn("stamp").AsString(64).NotNullable()
            .WithColumn("must_change_password").AsBoolean().NotNullable()
            .WithColumn("is_staff").AsBoolean().NotNullable()
            .WithColumn("registered_at").AsInt64().NotNullable()
            .WithColumn("version").AsInt32().NotNullable();
        Create.Index("ix_accounts_users_staff").OnTable("accounts_users").OnColumn("is_staff").Descending().OnColumn("id").Descending();
    }
}
