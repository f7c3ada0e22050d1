namespace GigGatek.Gateway.Releases;

/// <summary>What the gateway makes of the state file.</summary>
/// <param name="Refused">Why what the file says now does not count; null when it counts.</param>
internal sealed record StateFileStatus(DateTimeOffset ReadAt, StateRefusal? Refused);

/// <summary>Why a file was refused.</summary>
/// <param name="Line">From 1; null when no line is to blame.</param>
internal sealed record StateRefusal(int? Line, string Reason, DateTimeOffset Since);
