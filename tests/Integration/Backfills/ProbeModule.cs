using FluentMigrator;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Migrations.Backfills;
using LinqToDB;
using LinqToDB.Mapping;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Integration.Backfills;

[Migration(2001_01_01_0001, "Things"), Expand]
public sealed class CreateThings : ForwardOnlyMigration
{
    public override void Up()
    {
        this.CreateOutboxAndInbox("probe");
        Create.Table("probe_things")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("price").AsInt64().NotNullable()
            .WithColumn("doubled").AsInt64().Nullable()
            .WithColumn("times").AsInt32().NotNullable().WithDefaultValue(0);
    }
}

[Migration(2001_01_01_0002, "Things have no single price"), Contract, AfterBackfill("probe-double")]
public sealed class DropPrice : ForwardOnlyMigration
{
    public override void Up() => Delete.Column("price").FromTable("probe_things");
}

[Table("probe_things")]
public sealed class ThingRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("price")] public long Price { get; init; }
    [Column("doubled")] public long? Doubled { get; init; }
    [Column("times")] public int Times { get; init; }
}

public sealed class ProbeDb(DataOptions options) : ModuleDb(options, "probe");

/// <summary>Counts how often it fills a row.</summary>
public sealed class DoublePrices : IFiller<ProbeDb, ThingRow>
{
    public Task<int> FillAsync(ProbeDb db, IQueryable<ThingRow> rows, CancellationToken ct) =>
        rows.Set(row => row.Doubled, row => row.Price * 2).Set(row => row.Times, row => row.Times + 1).UpdateAsync(ct);
}

/// <summary>A process of a program with one module, on a database of its own.</summary>
internal static class ProbeModule
{
    /// <param name="declares">False: a later release, which has no backfill any more.</param>
    public static IHost Build(string folder, IReplicaLag? lag = null, bool declares = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(TestDatabase.In(folder).Settings())
        {
            ["Database:Directory"] = folder,
            ["Shop:Development"] = "true",
            ["Backfills:FirstChunk"] = "7",
            ["Backfills:PauseMilliseconds"] = "0",
            ["Jobs:PauseAtMost"] = "00:00:00.2",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (lag is not null)
        {
            builder.Services.AddSingleton(lag);
        }

        builder.Services.AddPlatform(builder.Configuration);
        builder.Services.AddSingleton(new KnownMigrations([typeof(PlatformServices).Assembly, typeof(ProbeModule).Assembly]));
        builder.Services.AddModuleDb("probe", options => new ProbeDb(options));
        if (declares)
        {
            builder.Services.AddBackfill<ProbeDb, ThingRow, DoublePrices>("probe-double", thing => thing.Id, thing => thing.Doubled == null);
        }

        return builder.Build();
    }
}
