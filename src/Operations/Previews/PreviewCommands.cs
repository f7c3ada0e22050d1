using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Previews;

/// <summary>
/// The commands of docker that previews take. All that a preview is made of carries two labels, its name and the folder of its records: what
/// lacks them is nobody's to touch, also when its name looks like ours.
/// </summary>
/// <param name="records">The folder with all previews of this host.</param>
internal sealed class PreviewCommands(string records)
{
    /// <summary>A label: the preview's name.</summary>
    public const string Name = "dev.giggatek.preview";

    /// <summary>A label: whose preview it is.</summary>
    public const string Records = "dev.giggatek.previews";

    public static string ProjectOf(string name) => $"giggatek-preview-{name}";

    public static OutsideCommand Up(string folder) => new(["docker", "compose", "up", "--detach", "--wait", "--quiet-pull", "--remove-orphans"]) { Folder = folder };

    public static OutsideCommand Down(string folder) => new(["docker", "compose", "--profile", "tools", "down", "--volumes", "--remove-orphans", "--timeout", "10"]) { Folder = folder };

    /// <summary>What is there of all previews. By one label: of several, some engines take what has any.</summary>
    /// <param name="kind">container, network or volume.</param>
    public OutsideCommand List(string kind) =>
        new(["docker", kind, "ls", .. kind == "container" ? (string[])["--all"] : [], "--quiet", "--filter", $"label={Records}={records}"]);

    public static OutsideCommand Inspect(string kind, IEnumerable<string> ids) => new(["docker", kind, "inspect", .. ids]);

    public static OutsideCommand Remove(string kind, IEnumerable<string> ids) =>
        new(["docker", kind, "rm", .. kind == "container" ? (string[])["--force", "--volumes"] : [], .. ids]);
}
