using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Journals;
using GigGatek.Operations.Deploy.Judging;
using GigGatek.Operations.Deploy.Notices;
using GigGatek.Operations.Deploy.Plans;
using GigGatek.Operations.Doctor;

namespace GigGatek.Operations.Deploy;

/// <summary>What can be done to an environment: the front door of releases.</summary>
public sealed class EnvironmentReleases
{
    private readonly ReleaseEnvironment _environment;
    private readonly TimeProvider _clock;
    private readonly Action<string> _say;
    private readonly IReleaseTarget _target;
    private readonly TrafficShift _traffic;
    private readonly ReleaseHistory _history;
    private readonly ReleaseSurroundings _beside;

    /// <param name="say">Hears, line by line, what is done.</param>
    public EnvironmentReleases(ReleaseEnvironment environment, EnvironmentDoctor doctor, TimeProvider clock, Action<string> say)
    {
        (_environment, _clock, _say) = (environment, clock, say);
        _target = ReleaseTargets.Open(environment, say);
        _traffic = new TrafficShift(_target.Switch);
        _history = new ReleaseHistory(new ReleaseJournal(Path.Combine(environment.State, "journal.jsonl")), clock);
        _beside = new ReleaseSurroundings(environment, doctor, clock, say);
    }

    private RunRelease Run => new(_environment, _target, _traffic, _history, _beside, _say);

    /// <summary>What was done, oldest first.</summary>
    public IReadOnlyList<JournalEntry> History => _history.Entries;

    /// <summary>The plan of a release as things stand; nothing is done.</summary>
    public async Task<ReleasePlan> PlanAsync(string version, ReleaseStrategy strategy, CancellationToken ct) =>
        ReleasePlan.Make(_environment, version, strategy, new Standing(await _traffic.FindStateAsync(ct), await _target.FindGatewayVersionAsync(ct), _target.HasWorker));

    /// <summary>The commands that a plan would have run; nothing is done.</summary>
    public Task<IReadOnlyList<string>> TellCommandsAsync(ReleasePlan plan, CancellationToken ct) => _target.TellCommandsAsync(plan, ct);

    /// <summary>Releases a version. Whether visitors have it.</summary>
    /// <exception cref="OperationRefusedException">Another changes the environment, or visitors have that version already.</exception>
    public async Task<bool> DeployAsync(string version, ReleaseStrategy strategy, string? reason, CancellationToken ct)
    {
        using var _ = Lock($"deploy of {version}");
        var recovered = await RecoverAsync(ct);
        var plan = await PlanAsync(version, strategy, ct);
        if (plan.OldVersion == version && _history.FindReleased()?.Version == version)
        {
            return recovered == version ? true : throw new OperationRefusedException($"Visitors of {_environment.Name} have {version} already.");
        }

        _say(plan.ToString());
        return await Run.RunAsync(plan, reason, ct);
    }

    /// <summary>Gives visitors back what they had before the last release. Answers that version.</summary>
    /// <exception cref="OperationRefusedException">There is nothing to go back to, or it cannot live with the schema; nothing was changed.</exception>
    public async Task<string> RollBackAsync(string? reason, CancellationToken ct)
    {
        using var _ = Lock("rollback");
        var unfinished = _history.FindUnfinished();
        if (await RecoverAsync(ct) is { } recovered && recovered == unfinished?.OldVersion)
        {
            return recovered;    // the release that was cut off is the one to go back from
        }

        if (_history.FindReleased() is not { OldVersion: { } version, Old: { } colour } last)
        {
            throw new OperationRefusedException($"{_environment.Name} has nothing to go back to: the journal names no earlier release.");
        }

        if (await FindWhyNotAsync(version, colour, ct) is { } why)
        {
            throw new OperationRefusedException($"{version} cannot come back: {why}");
        }

        if (await _target.CountRunningAsync(colour, version, ct) < _environment.Shops)
        {
            _say($"{version} is not warm any more: starting {colour}");
            await _target.StartAsync(colour, version, 1, _environment.Shops, ct);
            await Run.AwaitReadyAsync(colour, _environment.Shops, ct);
        }

        _say($"Giving all visitors to {colour} ({version})");
        await _traffic.GiveAllAsync(colour, ct);
        _history.RolledBack(last, reason);
        _beside.Notices.Send(Notice.RolledBack(_environment.Name, version, last.Version, reason));
        await RenewWorkerAsync(version, ct);
        await _traffic.DrainAsync(last.Colour, TimeSpan.FromSeconds(_environment.Release.DrainSeconds), ct);
        await _beside.Notices.EndAsync();
        return version;
    }

    /// <summary>Why a version cannot live with the schema. One that is warm is asked itself, which takes no time; else its program is started to look.</summary>
    private async Task<string?> FindWhyNotAsync(string version, string colour, CancellationToken ct)
    {
        if (await _target.CountRunningAsync(colour, version, ct) > 0
            && await _target.ReachAsync(colour, 1, _environment.Shops, ct) is [var shop, ..]
            && await ReadyProbe.AskForSchemaAsync(shop, ct) is { } answer)
        {
            return answer.Fault;
        }

        return await _target.FindWhyNotAsync(version, ct);
    }

    /// <summary>Ends what was cut off: released if all visitors had it, else returned. Answers the version that visitors have by that.</summary>
    private async Task<string?> RecoverAsync(CancellationToken ct)
    {
        if (_history.FindUnfinished() is not { } unfinished)
        {
            return null;
        }

        var step = _history.FindLastStepOf(unfinished.Release) ?? "doctor";
        if (await _traffic.FindAsync(unfinished.Colour, ct) is { Weight: 100 } && unfinished.Old is not null && step is "drain" or "gateway" or "worker")
        {
            _say($"Release {unfinished.Release} ({unfinished.Version}) was cut off in its step {step}, with all visitors: it counts as released.");
            await _target.RenewGatewayAsync(unfinished.Version, ct);
            await RenewWorkerAsync(unfinished.Version, ct);
            _history.End(unfinished, JournalEvent.Released, $"it was cut off in its step {step}");
            return unfinished.Version;
        }

        if (ReleasePlan.IsLook(step))
        {
            _say($"Release {unfinished.Release} ({unfinished.Version}) was cut off in its step {step}, before anything was changed.");
            _history.End(unfinished, JournalEvent.Returned, $"it was cut off in its step {step}, before anything was changed");
            return unfinished.OldVersion;
        }

        _say($"Release {unfinished.Release} ({unfinished.Version}) was cut off in its step {step}: taking it back.");
        await new ReturnRelease(_target, _traffic, _history, _environment, _say).RunAsync(unfinished, $"it was cut off in its step {step}", ct);
        return unfinished.OldVersion;
    }

    private Task RenewWorkerAsync(string version, CancellationToken ct) => _target.HasWorker ? _target.RenewWorkerAsync(version, ct) : Task.CompletedTask;

    private ReleaseLock Lock(string reason)
    {
        try
        {
            Directory.CreateDirectory(_environment.State);
            return ReleaseLock.Take(_environment.State, reason, _clock.GetUtcNow());
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new OperationRefusedException($"{_environment.State} keeps this environment's journal, and this user may not write there ({failure.Message}). Run this as its owner, or as root.");
        }
    }
}
