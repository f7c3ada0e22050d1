using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Api.Migrations;

[Migration(2026_11_29_7000, "The API announces events"), Expand]
public sealed class CreateApiEvents : ForwardOnlyMigration
{
    public override void Up() => this.CreateOutboxAndInbox("api");
}
