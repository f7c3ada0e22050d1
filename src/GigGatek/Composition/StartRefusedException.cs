namespace GigGatek.Composition;

/// <summary>The program cannot do what was asked; the message is one sentence with the remedy, and nothing was changed.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
