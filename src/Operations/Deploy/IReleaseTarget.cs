using GigGatek.Operations.Deploy.Plans;

namespace GigGatek.Operations.Deploy;

/// <summary>
/// A place that releases are put into: what the steps of a plan ask of it. Each order done twice ends the same, and one that was cut off
/// is given again by whoever comes next: what it needs to know, the place itself tells. Colours and shops are numbered as in the plan, shops from 1.
/// An order that cannot be done ends with a <see cref="ReleaseFailedException"/> that says why, and the release goes back.
/// </summary>
public interface IReleaseTarget
{
    /// <summary>Who gets which visitors here.</summary>
    IReleaseSwitch Switch { get; }

    /// <summary>Whether the work without visitors has processes of its own here; else the shops do it.</summary>
    bool HasWorker { get; }

    /// <summary>Looks for what would stop a release, changing nothing.</summary>
    /// <exception cref="ReleaseFailedException">With the first thing that would.</exception>
    Task CheckAsync(string version, CancellationToken ct);

    /// <summary>Changes the schema so that both releases can live with it, by the new version's own program.</summary>
    /// <exception cref="ReleaseFailedException">It could not be changed; what could, stays.</exception>
    Task ExpandAsync(string version, CancellationToken ct);

    /// <summary>What is unsafe about the schema changes that a version would make now, by its own program; null when nothing is. Changes nothing.</summary>
    Task<string?> FindUnsafeAsync(string version, CancellationToken ct);

    /// <summary>Null when a version can serve on the schema as it is now; else why it cannot, a sentence. Changes nothing.</summary>
    Task<string?> FindWhyNotAsync(string version, CancellationToken ct);

    /// <summary>Starts those shops of a colour that do not run in this version yet. They need not be ready when it returns, and no visitor gets to them.</summary>
    Task StartAsync(string colour, string version, int first, int count, CancellationToken ct);

    /// <summary>How many shops of a colour run in a version, ready or not.</summary>
    Task<int> CountRunningAsync(string colour, string version, CancellationToken ct);

    /// <summary>What the first one said that has ended though it should serve; null when none has.</summary>
    Task<string?> FindEndedAsync(string colour, int first, int count, CancellationToken ct);

    /// <summary>Where the gateway reaches shops of a colour: what the state of the release names. Known before they run.</summary>
    IReadOnlyList<Uri> AddressesOf(string colour, int first, int count);

    /// <summary>Where this program reaches them, to ask whether they are ready and to use them unseen. Those that do not run yet may be missing.</summary>
    Task<IReadOnlyList<Uri>> ReachAsync(string colour, int first, int count, CancellationToken ct);

    /// <summary>Stops one, letting its requests end.</summary>
    Task StopAsync(string colour, int shop, CancellationToken ct);

    /// <summary>Stops all of a colour at the same time, also those of an environment that had more shops.</summary>
    Task StopAllAsync(string colour, CancellationToken ct);

    /// <summary>Of the gateway that runs; null when none does.</summary>
    Task<string?> FindGatewayVersionAsync(CancellationToken ct);

    /// <summary>Starts a gateway, or puts one of this version in the place of the one that runs, without a gap.</summary>
    /// <exception cref="ReleaseFailedException">The new one does not answer; the old one serves on.</exception>
    Task RenewGatewayAsync(string version, CancellationToken ct);

    /// <summary>Puts a worker of this version in the place of the one that runs. Only where there is one.</summary>
    Task RenewWorkerAsync(string version, CancellationToken ct);

    /// <summary>The commands that a plan would have run, as they would be run, those of each step under its number; of none where no program is driven. Does nothing.</summary>
    Task<IReadOnlyList<string>> TellCommandsAsync(ReleasePlan plan, CancellationToken ct);
}
