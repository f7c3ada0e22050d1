using FluentMigrator;

namespace GigGatek.Platform.Migrations;

/// <summary>Adds to the schema; runs before a release, and the previous release ignores what it adds.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExpandAttribute() : FluentMigrator.TagsAttribute("expand");

/// <summary>Takes away what no running release reads any more; runs after a release.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ContractAttribute() : FluentMigrator.TagsAttribute("contract");

/// <summary>Tables that every module has.</summary>
public static class ModuleTables
{
    /// <summary>Creates the outbox and the inbox of a module. Each module's first migration calls it.</summary>
    public static void CreateOutboxAndInbox(this MigrationBase migration, string module)
    {
        migration.Create.Table(module + "_outbox")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("type").AsString(100).NotNullable()
            .WithColumn("payload").AsString(int.MaxValue).NotNullable()
            .WithColumn("occurred_at").AsInt64().NotNullable()
            .WithColumn("due_at").AsInt64().NotNullable()
            .WithColumn("attempts").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("claimed_by").AsString(40).Nullable()
            .WithColumn("claimed_until").AsInt64().Nullable()
            .WithColumn("dispatched_at").AsInt64().Nullable()
            .WithColumn("last_error").AsString(200).Nullable();
        migration.Create.Index($"ix_{module}_outbox_due").OnTable(module + "_outbox").OnColumn("dispatched_at").Ascending().OnColumn("due_at").Ascending();
        migration.Create.Table(module + "_inbox")
            .WithColumn("event_id").AsString(60).PrimaryKey()
            .WithColumn("handler").AsString(100).PrimaryKey()
            .WithColumn("received_at").AsInt64().NotNullable();
        migration.Create.Index($"ix_{module}_inbox_received").OnTable(module + "_inbox").OnColumn("received_at").Ascending();
    }
}
