using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Ordering.Migrations;

/// <summary>From here on the column <c>secret</c> holds the secret's hash.</summary>
[Migration(2026_11_25_2000, "Secrets of carts are sealed"), Expand]
public sealed class SealSecretsOfCarts : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("ordering_carts").AddColumn("sealed_secret").AsString(200).Nullable();
}
