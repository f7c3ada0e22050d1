namespace GigGatek.Operations.Deploy;

/// <summary>A step of a release went wrong, so the release goes back; the message is the measure that decided it.</summary>
public sealed class ReleaseFailedException(string message) : Exception(message);
