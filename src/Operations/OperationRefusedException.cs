namespace GigGatek.Operations;

/// <summary>What was asked cannot be done here; the message is one sentence with the remedy.</summary>
public sealed class OperationRefusedException(string message) : Exception(message);
