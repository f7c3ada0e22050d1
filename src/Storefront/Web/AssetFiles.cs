using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace GigGatek.Storefront.Web;

/// <summary>
/// Style sheets, scripts and icons, served under names that contain their own hash, so that browsers keep them forever.
/// The files of a folder below <c>css</c> become one style sheet in name order: <c>css/shop/*.css</c> is <c>css/shop.css</c>.
/// </summary>
internal static class AssetFiles
{
    private const string Root = "wwwroot/";

    private static Served _now = new(ReadEmbedded());

    /// <summary>The address of an asset: <c>css/shop.css</c> is at <c>/assets/css/shop.3f2a9c01.css</c>. An unknown name is a bug, so it throws.</summary>
    public static string Url(string name) => _now.ByName[name].Path;

    /// <summary>Its hash, for browsers to hold it against (Subresource Integrity).</summary>
    public static string IntegrityOf(string name) => _now.ByName[name].Integrity;

    public static Asset? Find(string path) => _now.ByPath.GetValueOrDefault(path);

    /// <summary>From now on serves the files of a folder, as they are at this moment; for a developer who changes them.</summary>
    public static void ReadFrom(string folder) => Volatile.Write(ref _now, new Served(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => (Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllBytes(file)))));

    private static IEnumerable<(string Name, byte[] Bytes)> ReadEmbedded()
    {
        var assembly = typeof(AssetFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Root, StringComparison.Ordinal)).Select(name => (name[Root.Length..], Read(assembly, name)));
    }

    private static string ServedName(string name) =>
        name.Split('/') is ["css", var folder, _] ? $"css/{folder}.css" : name;

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>All of them at one moment.</summary>
    private sealed class Served
    {
        public Served(IEnumerable<(string Name, byte[] Bytes)> files)
        {
            ByName = files.OrderBy(file => file.Name, StringComparer.Ordinal).GroupBy(file => ServedName(file.Name), file => file.Bytes)
                .Select(parts => new Asset(parts.Key, [.. parts.SelectMany(bytes => bytes)])).ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);
            ByPath = ByName.Values.ToFrozenDictionary(asset => asset.Path, StringComparer.Ordinal);
        }

        public FrozenDictionary<string, Asset> ByName { get; }

        public FrozenDictionary<string, Asset> ByPath { get; }
    }
}

/// <summary>One file in the three forms that browsers ask for; compressed when first asked for.</summary>
internal sealed class Asset
{
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    public Asset(string name, byte[] bytes)
    {
        Name = name;
        Bytes = bytes;
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        Integrity = "sha384-" + Convert.ToBase64String(SHA384.HashData(bytes));
        var extension = System.IO.Path.GetExtension(name);
        Path = $"/assets/{name[..^extension.Length]}.{Hash}{extension}";
        ContentType = extension switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".webmanifest" => "application/manifest+json",
            _ => throw new InvalidOperationException($"{name}: say here which content type {extension} has."),
        };
        _brotli = new(() => Compress(bytes, stream => new BrotliStream(stream, CompressionLevel.Optimal)));
        _gzip = new(() => Compress(bytes, stream => new GZipStream(stream, CompressionLevel.SmallestSize)));
    }

    public string Name { get; }

    public string Path { get; }

    public string Hash { get; }

    public string Integrity { get; }

    public string ContentType { get; }

    public byte[] Bytes { get; }

    public (byte[] Bytes, string? Encoding) For(string acceptEncoding) =>
        acceptEncoding.Contains("br", StringComparison.Ordinal) ? (_brotli.Value, "br")
        : acceptEncoding.Contains("gzip", StringComparison.Ordinal) ? (_gzip.Value, "gzip")
        : (Bytes, null);

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> compressor)
    {
        using var target = new MemoryStream();
        using (var stream = compressor(target))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }
}
