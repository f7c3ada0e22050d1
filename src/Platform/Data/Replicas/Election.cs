namespace GigGatek.Platform.Data.Replicas;

/// <summary>Which of several servers takes the writes. Nobody tells the program: it sees who says that he may be written to.</summary>
internal static class Election
{
    /// <summary>
    /// The present one as long as it can be written to. Else one that says so and has all that the others have who say so. One
    /// that was primary before and was replaced comes back only with all that was written since.
    /// </summary>
    /// <param name="deposed">Those that were replaced.</param>
    /// <param name="last">What the present primary had when it was last seen.</param>
    public static T? Choose<T>(IReadOnlyList<(T Node, NodeLook Look)> hosts, T? current, IReadOnlySet<T> deposed, GtidSet last)
        where T : class
    {
        var able = hosts.Where(host => host.Look.IsPrimary).ToList();
        if (able.Exists(host => host.Node == current))
        {
            return current;
        }

        var fit = able.Where(host => !deposed.Contains(host.Node) || host.Look.Position.Contains(last)).ToList();
        return fit.Where(host => fit.TrueForAll(other => host.Look.Position.Contains(other.Look.Position))).Select(host => host.Node).FirstOrDefault();
    }
}
