namespace GigGatek.Platform.Data.Replicas;

/// <summary>Why a replica is read from, or is not.</summary>
internal enum ReplicaState
{
    /// <summary>It does not answer.</summary>
    Unreachable,

    /// <summary>It answers, but takes nothing from the primary.</summary>
    Stopped,

    /// <summary>It is too far behind.</summary>
    Lagging,

    /// <summary>It is the primary now: it was promoted.</summary>
    Primary,

    /// <summary>It is read from.</summary>
    InRotation,
}

/// <summary>
/// The state of one replica from look to look. It leaves the rotation at the first bad look, and returns after several good
/// ones in a row with half the lag that is allowed, so that one on the edge does not come and go.
/// </summary>
internal sealed class ReplicaHealth(TimeSpan lagAtMost)
{
    private const int LooksToReturn = 5;

    private int _goodLooks = LooksToReturn - 1;    // at the start the first good look is enough

    public ReplicaState State { get; private set; } = ReplicaState.Unreachable;

    public TimeSpan Lag { get; private set; }

    public void Take(NodeLook look, TimeSpan lag)
    {
        Lag = lag;
        var judged = Judge(look, lag);
        if (judged != ReplicaState.InRotation)
        {
            (State, _goodLooks) = (judged, 0);
        }
        else if (State != ReplicaState.InRotation && lag <= lagAtMost / 2 && ++_goodLooks >= LooksToReturn)
        {
            State = ReplicaState.InRotation;
        }
    }

    private ReplicaState Judge(NodeLook look, TimeSpan lag) => look switch
    {
        { IsReachable: false } => ReplicaState.Unreachable,
        { IsPrimary: true } => ReplicaState.Primary,
        { Replicates: false } => ReplicaState.Stopped,
        _ => lag > lagAtMost ? ReplicaState.Lagging : ReplicaState.InRotation,
    };
}
