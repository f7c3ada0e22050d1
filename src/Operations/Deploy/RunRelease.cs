using System.Diagnostics;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Journals;
using GigGatek.Operations.Deploy.Judging;
using GigGatek.Operations.Deploy.Notices;
using GigGatek.Operations.Deploy.Plans;

namespace GigGatek.Operations.Deploy;

/// <summary>Does the steps of a plan. What goes wrong takes the release back, with nobody looking.</summary>
public sealed class RunRelease(ReleaseEnvironment environment, IReleaseTarget target, TrafficShift traffic, ReleaseHistory history, ReleaseSurroundings beside, Action<string> say)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly JudgeColour _judge = new(environment, target, traffic, say);

    /// <summary>Whether visitors have it now. If not they have what they had, and the history says why.</summary>
    /// <exception cref="OperationRefusedException">Something was in the way, so nothing was changed.</exception>
    public async Task<bool> RunAsync(ReleasePlan plan, string? reason, CancellationToken ct)
    {
        var release = history.Begin(plan, reason);
        var isLooking = true;
        try
        {
            foreach (var (step, i) in plan.Steps.Select((step, i) => (step, i)).Where(one => !one.step.IsAfterwards))
            {
                if (isLooking && !step.IsLook)
                {
                    isLooking = false;
                    beside.Notices.Send(Notice.Started(plan.Environment, plan.Version, plan.OldVersion, reason));
                }

                Tell(plan, i);
                history.Note(release, step.Key);
                await RunAsync(step, release, ct);
            }

            history.End(release, JournalEvent.Released, null);
        }
        catch (Exception failure) when (failure is ReleaseFailedException || (failure is OperationCanceledException && ct.IsCancellationRequested))
        {
            var why = failure is ReleaseFailedException ? failure.Message : "it was interrupted";
            say($"    {why}");
            await (isLooking ? RefuseAsync(release, why) : ReturnAsync(release, why));
            return false;
        }

        await EndAsync(plan, release, ct);
        return true;
    }

    private async Task RefuseAsync(JournalEntry release, string why)
    {
        history.End(release, JournalEvent.Returned, why);
        beside.Notices.Send(Notice.Refused(environment.Name, release.Version, why));
        await beside.Notices.EndAsync();
        throw new OperationRefusedException($"{release.Version} was not released, and nothing was changed: {why}");
    }

    private async Task ReturnAsync(JournalEntry release, string why)
    {
        await new ReturnRelease(target, traffic, history, environment, say).RunAsync(release, why, CancellationToken.None);
        beside.Notices.Send(Notice.Returned(environment.Name, release.Version, release.OldVersion, why));
        await beside.Hooks.RunFailedAsync(release, why);
        await beside.Notices.EndAsync();
    }

    /// <summary>Visitors have it: nothing that fails now takes it back.</summary>
    private async Task EndAsync(ReleasePlan plan, JournalEntry release, CancellationToken ct)
    {
        beside.Notices.Send(Notice.Released(plan.Environment, plan.Version));
        foreach (var (step, i) in plan.Steps.Select((step, i) => (step as HookStep, i)).Where(one => one.Item1 is { IsAfterwards: true }))
        {
            Tell(plan, i);
            if (await beside.Hooks.RunAsync("after", step!.Command, release, null, ct) is { } fault)
            {
                say($"    Warning: {fault}.");
            }
        }

        await beside.Notices.EndAsync();
    }

    private void Tell(ReleasePlan plan, int i) => say(FormattableString.Invariant($"{i + 1,3}/{plan.Steps.Count} {plan.Steps[i].Text}"));

    private Task RunAsync(ReleaseStep step, JournalEntry release, CancellationToken ct) => step switch
    {
        DoctorStep doctor => beside.ExamineAsync(doctor.Version, ct),
        LintStep lint => LintAsync(lint.Version, ct),
        HookStep hook => RunHookAsync(hook, release, ct),
        CheckStep check => target.CheckAsync(check.Version, ct),
        ExpandStep expand => target.ExpandAsync(expand.Version, ct),
        ClearStep clear => target.StopAllAsync(clear.Colour, ct),
        StartStep start => target.StartAsync(start.Colour, start.Version, start.First, start.Count, ct),
        ReadyStep ready => AwaitReadyAsync(ready, ct),
        ProveStep prove => _judge.ProveAsync(prove, ct),
        ShiftStep shift => traffic.ShiftAsync(shift, target.AddressesOf(shift.Colour, 1, shift.Shops), ct),
        CompareStep compare => _judge.CompareAsync(compare, ct),
        StopStep stop => target.StopAsync(stop.Colour, stop.Shop, ct),
        DrainStep drain => traffic.DrainAsync(drain.Colour, TimeSpan.FromSeconds(drain.Seconds), ct),
        GatewayStep gateway => target.RenewGatewayAsync(gateway.Version, ct),
        WorkerStep worker => target.RenewWorkerAsync(worker.Version, ct),
        _ => throw new InvalidOperationException($"Nobody knows how to do {step.Key}."),
    };

    private async Task LintAsync(string version, CancellationToken ct)
    {
        if (await target.FindUnsafeAsync(version, ct) is { } why)
        {
            throw new ReleaseFailedException($"its schema changes are not safe: {why}");
        }
    }

    private async Task RunHookAsync(HookStep step, JournalEntry release, CancellationToken ct)
    {
        if (await beside.Hooks.RunAsync("before", step.Command, release, null, ct) is { } fault)
        {
            throw new ReleaseFailedException(fault);
        }
    }

    /// <summary>Waits until shops that were started are ready.</summary>
    public Task AwaitReadyAsync(string colour, int shops, CancellationToken ct) => AwaitReadyAsync(new ReadyStep(colour, 1, shops, environment.Release.ReadySeconds), ct);

    private async Task AwaitReadyAsync(ReadyStep step, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await target.FindEndedAsync(step.Colour, step.First, step.Count, ct) is { } words)
            {
                throw new ReleaseFailedException($"a shop of {step.Colour} ended while it started: {words}");
            }

            var shops = await target.ReachAsync(step.Colour, step.First, step.Count, ct);
            var ready = await Task.WhenAll(shops.Select(async shop => (Shop: shop, IsReady: await ReadyProbe.IsReadyAsync(shop, ct))));
            if (ready.Count(one => one.IsReady) == step.Count)
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(started).TotalSeconds > step.Seconds)
            {
                var waiting = shops.Count < step.Count ? "a shop" : string.Join(" and ", ready.Where(one => !one.IsReady).Select(one => one.Shop.Authority));
                throw new ReleaseFailedException(FormattableString.Invariant($"{waiting} of {step.Colour} did not get ready within {step.Seconds} s"));
            }

            await Task.Delay(Look, ct);
        }
    }
}
