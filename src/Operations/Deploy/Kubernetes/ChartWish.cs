using System.Text.Json;
using GigGatek.Platform.Releases;

namespace GigGatek.Operations.Deploy.Kubernetes;

/// <summary>What a release says to the chart, whole each time: nothing of it is left to what was said before.</summary>
/// <param name="Version">Of gateway and worker.</param>
/// <param name="MigrationVersion">Of the hook that expands the schema.</param>
internal sealed record ChartWish(string Version, string MigrationVersion, ColourWish Blue, ColourWish Green)
{
    /// <summary>A first install: one colour, with all visitors.</summary>
    public static ChartWish First(string colour, string version) =>
        new ChartWish(version, version, ColourWish.None(version), ColourWish.None(version)).With(colour, _ => new ColourWish(true, 100, version));

    /// <summary>As the values of an installed release say it.</summary>
    /// <exception cref="ReleaseFailedException">They leave the version to the chart.</exception>
    public static ChartWish Parse(string values)
    {
        var root = JsonDocument.Parse(values).RootElement;
        var version = VersionAt(root, "image") is { Length: > 0 } named ? named
            : throw new ReleaseFailedException("the installed release leaves its version to the chart; say image.tag in its values, and upgrade it once by hand");
        return new ChartWish(
            version,
            VersionAt(root, "migrations", "expand") is { Length: > 0 } migration ? migration : version,
            ColourWish.Of(root, "blue", isUsual: true, version),
            ColourWish.Of(root, "green", isUsual: false, version));
    }

    public ColourWish Find(string colour) => colour == "blue" ? Blue : Green;

    public ChartWish With(string colour, Func<ColourWish, ColourWish> change) => colour == "blue" ? this with { Blue = change(Blue) } : this with { Green = change(Green) };

    /// <summary>Weights as they are to be.</summary>
    public ChartWish With(IEnumerable<ReleaseColour> colours) => colours.Aggregate(this, (wish, colour) => wish.With(colour.Name, one => one with { Weight = colour.Weight }));

    /// <summary>As helm takes it.</summary>
    public IEnumerable<string> Arguments(string repository) =>
    [
        "--set-string", string.Join(',', [$"image.repository={repository}", .. Pin("image", Version), .. Pin("migrations.expand", MigrationVersion)]),
        .. Blue.Arguments("blue"), .. Green.Arguments("green"),
    ];

    /// <summary>Empty where none is said.</summary>
    internal static string VersionAt(JsonElement root, params string[] path)
    {
        var (tag, digest) = (TextAt(root, [.. path, "tag"]), TextAt(root, [.. path, "digest"]));
        return digest.Length == 0 ? tag : $"{tag}@{digest}";
    }

    internal static JsonElement? At(JsonElement root, params string[] path)
    {
        var at = root;
        foreach (var key in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(key, out at))
            {
                return null;
            }
        }

        return at;
    }

    internal static IEnumerable<string> Pin(string path, string version) => ImageVersion.Parse(version) is var image ? [$"{path}.tag={image.Tag}", $"{path}.digest={image.Digest}"] : [];

    private static string TextAt(JsonElement root, string[] path) => At(root, path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}

/// <summary>What is said of a colour.</summary>
internal sealed record ColourWish(bool IsEnabled, int Weight, string Version)
{
    public static ColourWish None(string version) => new(false, 0, version);

    /// <param name="isUsual">Whether the chart has it enabled, with all visitors, when nothing is said.</param>
    public static ColourWish Of(JsonElement values, string colour, bool isUsual, string version)
    {
        string[] path = ["shop", "colours", colour];
        return new ColourWish(
            ChartWish.At(values, [.. path, "enabled"]) is { ValueKind: JsonValueKind.True or JsonValueKind.False } enabled ? enabled.GetBoolean() : isUsual,
            ChartWish.At(values, [.. path, "weight"]) is { ValueKind: JsonValueKind.Number } weight ? (int)weight.GetDouble() : isUsual ? 100 : 0,
            ChartWish.VersionAt(values, path) is { Length: > 0 } named ? named : version);
    }

    public IEnumerable<string> Arguments(string colour)
    {
        var path = $"shop.colours.{colour}";
        return
        [
            "--set", FormattableString.Invariant($"{path}.enabled={(IsEnabled ? "true" : "false")},{path}.weight={Weight}"),
            "--set-string", string.Join(',', ChartWish.Pin(path, Version)),
        ];
    }
}
