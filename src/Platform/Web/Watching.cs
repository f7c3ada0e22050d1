namespace GigGatek.Platform.Web;

/// <summary>Whether <c>dotnet watch</c> runs this process, on a developer's machine: then pages are not kept, and browsers are told what changed.</summary>
public static class Watching
{
    /// <summary>As dotnet watch says itself, in the environment of what it starts.</summary>
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("DOTNET_WATCH") == "1";
}
