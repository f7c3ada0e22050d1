using GigGatek.Operations.Deploy.Environments;

namespace GigGatek.Operations.Deploy.Plans;

/// <summary>How a release comes to its visitors.</summary>
public enum ReleaseStrategy
{
    /// <summary>Proved unseen, then all visitors at once; the old colour stays warm.</summary>
    BlueGreen,

    /// <summary>Some visitors first, more when they fare as well as the others.</summary>
    Canary,

    /// <summary>One shop after the other takes the place of an old one: needs room for one more shop only, and keeps none warm.</summary>
    Rolling,
}

/// <summary>The steps of a release, made before anything is done, so that they can be read, and tested, as text.</summary>
/// <param name="Old">The colour that has the visitors now; null at the first release.</param>
/// <param name="Colour">The one that is to have them.</param>
public sealed record ReleasePlan(string Environment, string Version, ReleaseStrategy Strategy, string? OldVersion, string? Old, string Colour, IReadOnlyList<ReleaseStep> Steps)
{
    /// <summary>The plan of a release of a version, as things stand.</summary>
    public static ReleasePlan Make(ReleaseEnvironment environment, string version, ReleaseStrategy strategy, Standing standing)
    {
        var active = standing.Active;
        var draft = new Draft(environment, version, active?.Name, standing.Idle);
        List<ReleaseStep> steps = [new DoctorStep(version), new CheckStep(version), new LintStep(version), .. draft.Hooks(isBefore: true), new ExpandStep(version), new ClearStep(draft.Colour)];
        steps.AddRange(active is not null && strategy == ReleaseStrategy.Rolling ? draft.Roll() : draft.Switch(strategy));
        if (standing.GatewayVersion != version)
        {
            steps.Add(new GatewayStep(version, standing.GatewayVersion));
        }

        if (standing.HasWorker)
        {
            steps.Add(new WorkerStep(version));
        }

        steps.AddRange(draft.Hooks(isBefore: false));
        return new ReleasePlan(environment.Name, version, strategy, active?.Version, active?.Name, draft.Colour, steps);
    }

    /// <summary>Whether a step of that key only looks; of plans whose release was cut off.</summary>
    public static bool IsLook(string key) => key is "doctor" or "check" or "lint" || key.StartsWith("before-", StringComparison.Ordinal);

    /// <summary>As it is printed.</summary>
    public override string ToString()
    {
        var head = OldVersion is null ? $"Release {Version} to {Environment}, for the first time, as {Colour}:" : $"Release {Version} to {Environment} as {Colour}, after {OldVersion} as {Old}:";
        return string.Join('\n', [head, .. Steps.Select((step, i) => FormattableString.Invariant($"{i + 1,3}. {step.Text}"))]);
    }

    private sealed record Draft(ReleaseEnvironment Environment, string Version, string? Old, string Colour)
    {
        private ReleaseRules Rules => Environment.Release;

        public IEnumerable<ReleaseStep> Hooks(bool isBefore) =>
            (isBefore ? Environment.Hooks.Before : Environment.Hooks.After).Select((command, i) => new HookStep(isBefore, i + 1, command, Environment.Hooks.Seconds));

        public IEnumerable<ReleaseStep> Switch(ReleaseStrategy strategy)
        {
            foreach (var step in Start(1, Environment.Shops))
            {
                yield return step;
            }

            foreach (var weight in Old is not null && strategy == ReleaseStrategy.Canary ? [.. Rules.Canary, 100] : (IEnumerable<int>)[100])
            {
                yield return new ShiftStep(Colour, Version, Old, weight, Environment.Shops);
                if (Old is not null)
                {
                    yield return new CompareStep(Colour, Old, weight, Rules);
                }
            }

            if (Old is not null)
            {
                yield return new DrainStep(Old, Rules.DrainSeconds);
            }
        }

        public IEnumerable<ReleaseStep> Roll()
        {
            for (var shop = 1; shop <= Environment.Shops; shop++)
            {
                foreach (var step in Start(shop, 1))
                {
                    yield return step;
                }

                var weight = shop * 100 / Environment.Shops;
                yield return new ShiftStep(Colour, Version, Old, weight, shop);
                yield return new CompareStep(Colour, Old!, weight, Rules);
                yield return new StopStep(Old!, shop);
            }
        }

        private IEnumerable<ReleaseStep> Start(int first, int count) =>
            [new StartStep(Colour, Version, first, count), new ReadyStep(Colour, first, count, Rules.ReadySeconds), new ProveStep(Colour, Old, first, count, Rules)];
    }
}
