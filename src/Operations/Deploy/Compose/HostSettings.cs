namespace GigGatek.Operations.Deploy.Compose;

/// <summary>
/// The images in the host's <c>.env</c>. A release writes what it puts where, so that <c>docker compose up -d</c> by hand, or when the machine
/// starts, always makes what was released. All other lines are the operator's, and stay.
/// </summary>
internal sealed class HostSettings(string folder)
{
    /// <summary>Of migrations and tools, and of every service without one of its own.</summary>
    public const string Image = "GIGGATEK_IMAGE";

    /// <summary>Of the gateway.</summary>
    public const string GatewayImage = "GIGGATEK_GATEWAY_IMAGE";

    /// <summary>Of the worker.</summary>
    public const string WorkerImage = "GIGGATEK_WORKER_IMAGE";

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, ".env");

    /// <summary>Of the shops of a colour.</summary>
    public static string ImageOf(string colour) => $"GIGGATEK_{colour.ToUpperInvariant()}_IMAGE";

    /// <summary>The image of a service; of one without a line of its own, the one of all.</summary>
    public string? Find(string setting) => FindLine(Lines(), setting) ?? FindLine(Lines(), Image);

    /// <summary>
    /// Says the image of some services. All others get a line of their own first: a change of the image of all would change them as well.
    /// Whoever reads meanwhile reads the file before or after it.
    /// </summary>
    public void Write(string image, params string[] settings)
    {
        var lines = Lines();
        foreach (var setting in new[] { ImageOf("blue"), ImageOf("green"), GatewayImage, WorkerImage })
        {
            Put(lines, setting, FindLine(lines, setting) ?? FindLine(lines, Image) ?? image);
        }

        foreach (var setting in settings)
        {
            Put(lines, setting, image);
        }

        var beside = Path + ".new";
        File.WriteAllLines(beside, lines);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(beside, File.GetUnixFileMode(Path));
        }

        File.Move(beside, Path, overwrite: true);
    }

    private List<string> Lines() => File.Exists(Path) ? [.. File.ReadAllLines(Path)] : [];

    private static string? FindLine(List<string> lines, string setting) =>
        lines.FindLast(line => line.StartsWith(setting + "=", StringComparison.Ordinal))?[(setting.Length + 1)..].Trim() is { Length: > 0 } value ? value : null;

    private static void Put(List<string> lines, string setting, string image)
    {
        lines.RemoveAll(line => line.StartsWith(setting + "=", StringComparison.Ordinal));
        lines.Add($"{setting}={image}");
    }
}
