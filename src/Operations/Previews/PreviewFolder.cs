using GigGatek.Operations.Hosts;

namespace GigGatek.Operations.Previews;

/// <summary>The files of one preview: a copy of the checkout's compose files, secrets made for it alone, and its settings.</summary>
/// <param name="template">The folder <c>deploy/compose</c> of the host's checkout.</param>
/// <param name="folder">The preview's own <c>deploy/compose</c>.</param>
internal sealed class PreviewFolder(string template, string folder)
{
    /// <summary>What compose.yaml mounts of its neighbours.</summary>
    private static readonly string[] Parts = ["compose", "database", "redis"];

    /// <summary>What belongs to the host's own shop, and must not get into another's folder.</summary>
    private static readonly string[] OfTheHost = ["secrets", "state", "tool", ".env"];

    /// <summary>Makes what is missing. Files of an earlier time are renewed, secrets stay.</summary>
    public void Prepare(string version)
    {
        foreach (var part in Parts)
        {
            Copy(Path.Combine(Path.GetDirectoryName(template)!, part), Path.Combine(Path.GetDirectoryName(folder)!, part));
        }

        new InitEnv(new DirectoryInfo(folder), version).Run();
    }

    /// <summary>Says settings in <c>.env</c>, each in a line of its own.</summary>
    public void Say(IReadOnlyDictionary<string, string> settings)
    {
        var file = Path.Combine(folder, ".env");
        var others = File.ReadAllLines(file).Where(line => !settings.ContainsKey(line.Split('=')[0]));
        File.WriteAllLines(file, others.Concat(settings.Select(setting => $"{setting.Key}={setting.Value}")));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => !Path.GetRelativePath(from, file).Split('/').Any(OfTheHost.Contains)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
