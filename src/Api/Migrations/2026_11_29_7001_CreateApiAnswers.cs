using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Api.Migrations;

[Migration(2026_11_29_7001, "The API remembers what it has answered"), Expand]
public sealed class CreateApiAnswers : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("api_answers")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("call_hash").AsString(64).NotNullable()
            .WithColumn("request_hash").AsString(64).NotNullable()
            .WithColumn("claimed_until").AsInt64().NotNullable()
            .WithColumn("status").AsInt32().Nullable()
            .WithColumn("content").AsString(100_000).Nullable()
            .WithColumn("created_at").AsInt64().NotNullable();
        Create.Index("ux_api_answers_call_hash").OnTable("api_answers").OnColumn("call_hash").Ascending().WithOptions().Unique();
        Create.Index("ix_api_answers_created_at").OnTable("api_answers").OnColumn("created_at").Ascending();
    }
}
