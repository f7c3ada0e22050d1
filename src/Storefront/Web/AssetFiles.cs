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

    private static readonly FrozenDictionary<string, Asset> ByName = Load().ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Asset> ByPath = ByName.Values.ToFrozenDictionary(asset => asset.Path, StringComparer.Ordinal);

    /// <summary>The address of an asset: <c>css/shop.css</c> is at <c>/assets/css/shop.3f2a9c01.css</c>. An unknown name is a bug, so it throws.</summary>
    public static string Url(string name) => ByName[name].Path;

    public static Asset? Find(string path) => ByPath.GetValueOrDefault(path);

    private static IEnumerable<Asset> Load()
    {
        var assembly = typeof(AssetFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .GroupBy(name => ServedName(name[Root.Length..]), name => Read(assembly, name))
            .Select(parts => new Asset(parts.Key, [.. parts.SelectMany(bytes => bytes)]));
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
