namespace GigGatek.Platform.Data.Replicas;

/// <summary>What a server said when it was looked at.</summary>
/// <param name="Problem">Why it did not answer; null when it did.</param>
/// <param name="Replicates">False when its replication was stopped or never begun; null when this user may not ask.</param>
internal sealed record NodeLook(string? Problem, bool IsReadOnly, bool? Replicates, GtidSet Position)
{
    /// <summary>Nobody has looked yet.</summary>
    public static NodeLook None { get; } = Failed("it was not looked at yet");

    public bool IsReachable => Problem is null;

    /// <summary>A replica that someone forgot to make read-only is not a primary.</summary>
    public bool IsPrimary => IsReachable && !IsReadOnly && Replicates is not true;

    public static NodeLook Failed(string problem) => new(problem, true, null, GtidSet.Empty);
}
