using System.Text.Json;

namespace GigGatek.Operations.Deploy.Compose;

/// <summary>A container, as <c>docker inspect</c> tells of it.</summary>
/// <param name="Image">As it was named when the container was made; an engine may write its registry before it.</param>
/// <param name="Addresses">In each of its networks.</param>
internal sealed record ComposeContainer(
    string Id, string Status, DateTimeOffset Started, int Restarts, string Image, string Project, IReadOnlyDictionary<string, string> Addresses)
{
    private const string ProjectLabel = "com.docker.compose.project";

    public bool IsRunning => Status == "running";

    /// <summary>It ended though nobody stopped it, or was started again because it had.</summary>
    public bool HasEnded => Status is "exited" or "dead" or "restarting" || Restarts > 0;

    /// <summary>Of all that an answer describes.</summary>
    public static IReadOnlyList<ComposeContainer> Parse(string json) => [.. JsonDocument.Parse(json).RootElement.EnumerateArray().Select(Of)];

    /// <summary>Whether it was made of an image.</summary>
    public bool IsOf(string image) => Image == image || Image.EndsWith("/" + image, StringComparison.Ordinal);

    /// <summary>What follows the image's name: a tag, perhaps with a digest. Null when it was made of another image.</summary>
    public string? FindVersion(string name)
    {
        var at = ("/" + Image).LastIndexOf($"/{name}:", StringComparison.Ordinal);
        return at < 0 ? null : Image[(at + name.Length + 1)..];
    }

    private static ComposeContainer Of(JsonElement container)
    {
        var (state, config) = (container.GetProperty("State"), container.GetProperty("Config"));
        return new ComposeContainer(
            container.GetProperty(nameof(Id)).GetString()!,
            state.GetProperty(nameof(Status)).GetString()!,
            state.GetProperty("StartedAt").GetDateTimeOffset(),
            container.TryGetProperty("RestartCount", out var restarts) ? restarts.GetInt32() : 0,
            config.GetProperty(nameof(Image)).GetString()!,
            config.GetProperty("Labels").TryGetProperty(ProjectLabel, out var project) ? project.GetString()! : "",
            container.GetProperty("NetworkSettings").GetProperty("Networks").EnumerateObject().ToDictionary(network => network.Name, network => network.Value.GetProperty("IPAddress").GetString() ?? ""));
    }
}
