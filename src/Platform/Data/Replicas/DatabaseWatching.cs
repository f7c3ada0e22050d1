using Microsoft.Extensions.Logging;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>What watching a database's servers takes.</summary>
internal sealed record DatabaseWatching(int LockWaitSeconds, TimeSpan LagAtMost, TimeProvider Clock, ILogger<MySqlTopology> Log, ReplicaMetrics? Metrics);
