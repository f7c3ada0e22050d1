using GigGatek.Operations.MigrationLint;
using GigGatek.Operations.Releases;
using GigGatek.Operations.Servers;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;
using GigGatek.Tests.Operations.Databases;
using GigGatek.Tests.Operations.MigrationLint.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ServerKind = GigGatek.Operations.Servers.ServerKind;

namespace GigGatek.Tests.Operations.MigrationLint;

/// <summary>One server of each kind for all tests of the linter, and what it said of the fixtures there.</summary>
public sealed class LintServers : IAsyncLifetime
{
    private readonly Dictionary<ServerKind, EphemeralServer> _servers = [];
    private readonly Dictionary<ServerKind, LintReport> _reports = [];

    public static LintWish Wish { get; } = new(
        BeforeTheRelease.Newest,
        new ReleaseRecord("0.9.0", BeforeTheRelease.Newest, new() { ["gm018_trips"] = ["id", "number", "words"], ["gm018_passes"] = ["id", "number", "words"] }),
        new DateOnly(2026, 11, 25));

    public async ValueTask InitializeAsync()
    {
        var kinds = Enum.GetValues<ServerKind>();
        var linted = await Task.WhenAll(kinds.Select(StartAndLint));
        foreach (var (kind, server, report) in linted.OfType<(ServerKind, EphemeralServer, LintReport)>())
        {
            (_servers[kind], _reports[kind]) = (server, report);
        }
    }

    private static async Task<(ServerKind, EphemeralServer, LintReport)?> StartAndLint(ServerKind kind)
    {
        if (ServerPrograms.Find(kind == ServerKind.MariaDb ? Databases.ServerKind.MariaDb : Databases.ServerKind.MySql) is not { } programs)
        {
            return null;
        }

        var program = new ServerProgram(kind, programs.Server, programs.Where);
        await using var once = await EphemeralServer.StartAsync(program, TestContext.Current.CancellationToken);
        var report = await new LintMigrations(OpenFixtures).RunAsync(once.ConnectionString, Wish, TestContext.Current.CancellationToken);
        once.WhyEnded.ShouldBeNull();
        return (kind, await EphemeralServer.StartAsync(program, TestContext.Current.CancellationToken), report);    // another one: the fixtures do strange things to theirs
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            var ended = server.WhyEnded;
            await server.DisposeAsync();
            ended.ShouldBeNull();
        }
    }

    /// <summary>Of the fixtures. Ends the test as skipped, by name, where there is no such server.</summary>
    public LintReport Report(ServerKind kind)
    {
        Require(kind);
        return _reports[kind];
    }

    public string Require(ServerKind kind)
    {
        Assert.SkipUnless(_servers.ContainsKey(kind), $"There is no {kind} server on this machine.");
        return _servers[kind].ConnectionString;
    }

    /// <summary>A module of which there are migrations alone.</summary>
    internal static IHost OpenFixtures(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:Provider"] = "mysql", ["Database:ConnectionString"] = connectionString });
        builder.Services.AddPlatform(builder.Configuration);
        var assembly = typeof(LintServers).Assembly;
        builder.Services.RemoveAll<ModuleSchema>();
        builder.Services.AddSingleton(new ModuleSchema("fixtures", assembly)).AddSingleton(new KnownMigrations([assembly]));
        return builder.Build();
    }
}

[CollectionDefinition(nameof(LintServers))]
public sealed class WithLintServers : ICollectionFixture<LintServers>;
