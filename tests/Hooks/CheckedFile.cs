using System.Text;

namespace GigGatek.Hooks;

/// <summary>A file as it would be committed, read once.</summary>
internal sealed class CheckedFile(string path)
{
    private const int Probe = 8000;    // as git does

    private readonly Lazy<byte[]> _bytes = new(() => File.ReadAllBytes(path));
    private readonly Lazy<string> _text = new(() => File.ReadAllText(path, Encoding.UTF8));

    /// <summary>From the root of the repository, with slashes.</summary>
    public string Path { get; } = path.Replace('\\', '/');

    public long Size => new FileInfo(path).Length;

    public bool IsText => !_bytes.Value.AsSpan(0, Math.Min(Probe, _bytes.Value.Length)).Contains((byte)0);

    public string Text => _text.Value;

    /// <summary>Without their ends; the last one is empty when the file ends with a line's end.</summary>
    public IReadOnlyList<string> Lines => Text.Split('\n');

    public bool Has(params ReadOnlySpan<string> extensions) => extensions.Contains(System.IO.Path.GetExtension(Path));
}
