using System.Text.Json;
using System.Text.Json.Nodes;
using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Deploy.Kubernetes;

/// <summary>The release of the chart in its cluster: what is there, and changes of it.</summary>
internal sealed class Cluster(ClusterCommands commands, Action<string> say)
{
    private const string Cut = "pending-";
    private const string Whole = "deployed";

    /// <summary>What was said to the chart last; null before the first install.</summary>
    public async Task<ChartWish?> FindWishAsync(CancellationToken ct)
    {
        var answer = await OutsideProgram.RunAsync(commands.Values(), ct);
        return answer.Code == 0 ? ChartWish.Parse(answer.Output)
            : answer.Error.Contains("release: not found", StringComparison.Ordinal) ? null
            : throw new ReleaseFailedException($"helm does not tell what is installed: {answer.Why}");
    }

    /// <summary>Says something else to the chart, unless that is said already.</summary>
    public async Task ChangeAsync(Func<ChartWish, ChartWish> change, CancellationToken ct, bool hooks = false, bool wait = false)
    {
        var isWhole = await EndWhatWasCutOffAsync(ct);
        var before = await FindWishAsync(ct) ?? throw new ReleaseFailedException("there is no release of the chart in that namespace any more");
        if (change(before) is var next && (next != before || hooks || !isWhole))
        {
            await DoAsync(commands.Upgrade(next, hooks, wait), ct);
        }
    }

    /// <summary>The first time. The gateway comes with the shops.</summary>
    public async Task InstallAsync(ChartWish wish, CancellationToken ct)
    {
        await EndWhatWasCutOffAsync(ct);
        await DoAsync(commands.Upgrade(wish, hooks: true), ct);
    }

    /// <summary>Objects, as the cluster has them.</summary>
    public async Task<IReadOnlyList<JsonNode>> GetAsync(string kind, CancellationToken ct, params string[] labels) =>
        [.. JsonNode.Parse(await OutsideProgram.AskAsync(commands.Get(kind, labels), ct))!["items"]!.AsArray().Select(item => item!)];

    /// <summary>Changes something.</summary>
    public async Task DoAsync(OutsideCommand command, CancellationToken ct)
    {
        say($"    $ {command}");
        if (await OutsideProgram.RunAsync(command, ct) is { Code: not 0 } failed)
        {
            throw new ReleaseFailedException($"helm or kubectl failed: {failed.Why}");
        }
    }

    /// <summary>
    /// A helm that was killed leaves its upgrade pending for ever; whoever holds the turn knows that it is dead. False when the last upgrade
    /// failed: helm tells its values, and the cluster may have none of them, or some.
    /// </summary>
    private async Task<bool> EndWhatWasCutOffAsync(CancellationToken ct)
    {
        var answer = await OutsideProgram.RunAsync(commands.History(), ct);
        if (answer.Code != 0 || JsonDocument.Parse(answer.Output).RootElement.EnumerateArray().ToList() is not { Count: > 0 } history)
        {
            return true;
        }

        if (!StatusOf(history[^1]).StartsWith(Cut, StringComparison.Ordinal))
        {
            return StatusOf(history[^1]) == Whole;
        }

        if (history.FindLastIndex(entry => StatusOf(entry) == Whole) is var last and >= 0)
        {
            say($"Helm was cut off in revision {history[^1].GetProperty("revision").GetInt32()}: going back to revision {history[last].GetProperty("revision").GetInt32()}");
            await DoAsync(commands.Rollback(history[last].GetProperty("revision").GetInt32()), ct);
            return true;
        }

        throw new ReleaseFailedException("helm was cut off in its first install: helm uninstall it, and deploy again");
    }

    private static string StatusOf(JsonElement entry) => entry.GetProperty("status").GetString()!;
}
