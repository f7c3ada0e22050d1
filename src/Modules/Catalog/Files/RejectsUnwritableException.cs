namespace GigGatek.Catalog.Files;

/// <summary>A row is refused and nobody could be told why: then the import ends.</summary>
internal sealed class RejectsUnwritableException(string path, Exception cause)
    : Exception($"there are refused rows, and their list {path} cannot be written ({cause.Message}). Name another place with --rejects.", cause);
