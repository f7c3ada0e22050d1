namespace GigGatek.Operations.Hosts;

/// <summary>A file that a host needs once.</summary>
/// <param name="Path">Below the folder of the host, with slashes.</param>
/// <param name="From">The file that it repeats something of, or null: the one cannot be made anew without the other.</param>
/// <param name="Make">Its content; given that of <paramref name="From"/>.</param>
internal sealed record HostFile(string Path, FileReader Reader, string? From, Func<string, byte[]> Make);
