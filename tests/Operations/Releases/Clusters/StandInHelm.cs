using System.Text.Json;
using System.Text.Json.Nodes;
using GigGatek.Tests.Operations.Helm;

namespace GigGatek.Tests.Operations.Releases.Clusters;

/// <summary>
/// What a release relies on of helm: revisions with their values and manifests; hooks before anything else, whose failure changes nothing; a
/// release that was killed stays pending, and every other upgrade is refused until it is rolled back; the values that it tells are those
/// of the last revision, whatever became of it (helm's pkg/action, pkg/storage).
/// </summary>
internal sealed class StandInHelm
{
    private readonly List<Revision> _revisions = [];

    /// <summary>Upgrades that do not come to their end: they wait to be killed.</summary>
    public Func<string, bool> Hangs { get; set; } = _ => false;

    /// <summary>One of them has begun, and waits.</summary>
    public bool IsHanging { get; private set; }

    /// <summary>What the cluster has now.</summary>
    public IReadOnlyList<Manifest> Objects { get; private set; } = [];

    /// <summary>Of the newest revision, such as deployed.</summary>
    public string Status => _revisions[^1].Status;

    public async Task<StandInAnswer> AnswerAsync(string[] arguments, CancellationToken killed) => arguments switch
    {
        ["upgrade", "--install", "shop", var chart, .. var rest] => await UpgradeAsync(chart, rest, killed),
        ["rollback", "shop", var revision, "--no-hooks", "--timeout", _] => Rollback(int.Parse(revision, System.Globalization.CultureInfo.InvariantCulture)),
        ["history", "shop", ..] when _revisions.Count > 0 => StandInAnswer.Done(JsonSerializer.Serialize(_revisions.Select((revision, i) => new { revision = i + 1, status = revision.Status }))),
        ["get", "values", "shop", ..] when _revisions.Count > 0 => StandInAnswer.Done(_revisions[^1].Values),
        ["history" or "get", ..] => StandInAnswer.Failed("Error: release: not found"),
        _ => StandInAnswer.Failed($"Error: unknown command {string.Join(' ', arguments)}"),
    };

    private async Task<StandInAnswer> UpgradeAsync(string chart, string[] arguments, CancellationToken killed)
    {
        IsHanging = false;
        if (_revisions is [.., { Status: ['p', 'e', 'n', 'd', 'i', 'n', 'g', ..] }])
        {
            return StandInAnswer.Failed("Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress");
        }

        var rendering = await ChartFolder.RenderAsync("shop", chart, ForRenderer(arguments));
        if (rendering.Text is null)
        {
            return StandInAnswer.Failed($"Error: UPGRADE FAILED: {rendering.Refusal}");
        }

        var revision = new Revision("pending-upgrade", Values(arguments), rendering.Text.Replace("\"revision\": 1", $"\"revision\": {_revisions.Count + 1}", StringComparison.Ordinal));
        _revisions.Add(revision);
        if (Hangs(string.Join(' ', arguments)))
        {
            IsHanging = true;
            await Task.Delay(Timeout.InfiniteTimeSpan, killed);
        }

        if (!arguments.Contains("--no-hooks") && Manifest.Parse(revision.Text).Single(manifest => manifest is { Kind: "Job", Hook: not null }).Pod!.Container.Text("image")!.EndsWith("-migration", StringComparison.Ordinal))
        {
            revision.Status = "failed";
            return StandInAnswer.Failed("Error: UPGRADE FAILED: pre-upgrade hooks failed: 1 error occurred:\n\t* job shop-giggatek-migrate-expand failed: BackoffLimitExceeded");
        }

        Apply(revision);
        return StandInAnswer.Done("Release \"shop\" has been upgraded. Happy Helming!");
    }

    private StandInAnswer Rollback(int to)
    {
        var before = _revisions[to - 1];
        if (_revisions[^1].Status.StartsWith("pending", StringComparison.Ordinal))
        {
            _revisions[^1].Status = "failed";
        }

        var revision = new Revision("pending-rollback", before.Values, before.Text);
        _revisions.Add(revision);
        Apply(revision);
        return StandInAnswer.Done("Rollback was a success! Happy Helming!");
    }

    private void Apply(Revision revision)
    {
        foreach (var other in _revisions.Where(other => other.Status == "deployed"))
        {
            other.Status = "superseded";
        }

        revision.Status = "deployed";
        Objects = [.. Manifest.Parse(revision.Text).Where(manifest => manifest.Hook is null)];
    }

    /// <summary>Those that say values.</summary>
    private static string[] ForRenderer(string[] arguments) =>
        [.. Options(arguments).SelectMany(option => (string[])[option.Name == "--values" ? "-f" : option.Name, option.Value])];

    private static IEnumerable<(string Name, string Value)> Options(string[] arguments) =>
        from i in Enumerable.Range(0, arguments.Length) where arguments[i] is "--values" or "--set" or "--set-string" select (arguments[i], arguments[i + 1]);

    /// <summary>What --set and --set-string say; the files' values are of no concern to a release.</summary>
    private static string Values(string[] arguments)
    {
        var root = new JsonObject();
        foreach (var (name, pair) in Options(arguments).Where(option => option.Name != "--values").SelectMany(option => option.Value.Split(',').Select(pair => (option.Name, pair))))
        {
            var (path, value) = (pair.Split('=', 2)[0].Split('.'), pair.Split('=', 2)[1]);
            var at = path[..^1].Aggregate(root, (node, key) => (JsonObject)(node[key] ??= new JsonObject()));
            at[path[^1]] = name == "--set-string" ? value : JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }

    private sealed record Revision(string Begun, string Values, string Text)
    {
        public string Status { get; set; } = Begun;
    }
}
