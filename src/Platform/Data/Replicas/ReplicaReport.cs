namespace GigGatek.Platform.Data.Replicas;

/// <summary>How one replica is.</summary>
/// <param name="Database">What settings call the database: <c>shared</c>, or a module.</param>
/// <param name="Address">Host and port.</param>
/// <param name="State">In one word.</param>
/// <param name="IsUseful">It is read from, or is the primary now.</param>
/// <param name="Lag">How far it is behind.</param>
public sealed record ReplicaReport(string Database, string Address, string State, bool IsUseful, TimeSpan Lag);
