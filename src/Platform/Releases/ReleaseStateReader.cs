using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Settings;

namespace GigGatek.Platform.Releases;

/// <summary>
/// Reads the state token by token, because a refusal must name the line that is wrong, also of what is well-formed and makes no
/// sense. Nothing unknown is passed over: a misspelt word would count as said.
/// </summary>
internal ref partial struct ReleaseStateReader
{
    private readonly string _path;
    private readonly ReadOnlySpan<byte> _text;
    private readonly HashSet<Uri> _shops = [];
    private Utf8JsonReader _json;

    private ReleaseStateReader(string path, ReadOnlySpan<byte> text)
    {
        _path = path;
        _text = text;
        _json = new Utf8JsonReader(text);
    }

    /// <summary>Of the token that was read last.</summary>
    private readonly int Line => _text[..(int)_json.TokenStartIndex].Count((byte)'\n') + 1;

    /// <exception cref="ReleaseStateRefusedException">With the line and what is wrong there.</exception>
    public static ReleaseState Read(string path, ReadOnlySpan<byte> text)
    {
        if (text.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new ReleaseStateRefusedException(path, null, "the file is empty; it must hold a revision and colours.");
        }

        if (!Utf8.IsValid(text))
        {
            throw new ReleaseStateRefusedException(path, null, "the file is not UTF-8.");
        }

        try
        {
            return new ReleaseStateReader(path, text).ReadState();
        }
        catch (JsonException failure)
        {
            throw new ReleaseStateRefusedException(path, (int)(failure.LineNumber ?? 0) + 1, $"this is not JSON: {failure.Message.Split(" LineNumber:")[0]}");
        }
    }

    private ReleaseState ReadState()
    {
        long? revision = null;
        List<ReleaseColour>? colours = null;
        var coloursLine = 1;
        Begin("the file");
        while (NextName() is { } name)
        {
            switch (name)
            {
                case "revision" when revision is null:
                    revision = Number("revision", 1, long.MaxValue);
                    break;
                case "colours" when colours is null:
                    coloursLine = Line;
                    colours = ReadColours();
                    break;
                default:
                    throw Unexpected(name, "the file", "revision and colours");
            }
        }

        _json.Read();    // whatever follows is not JSON
        return revision is null ? throw Refused("revision is missing.")
            : colours is null ? throw Refused("colours is missing.")
            : colours.Sum(colour => colour.Weight) is var sum and not 100 ? throw Refused($"the weights of {string.Join(" and ", colours.Select(colour => $"{colour.Name} ({colour.Weight})"))} sum to {sum}; they must sum to 100.", coloursLine)
            : new ReleaseState(revision.Value, colours);
    }

    private List<ReleaseColour> ReadColours()
    {
        var colours = new List<ReleaseColour>();
        Begin("colours");
        while (NextName() is { } name)
        {
            if (!ColourName().IsMatch(name))
            {
                throw Refused($"“{name}” is no name for a colour; it must be up to 20 small letters, digits and hyphens.");
            }

            if (colours.Exists(colour => colour.Name == name))
            {
                throw Refused($"{name} is there twice.");
            }

            colours.Add(ReadColour(name));
        }

        return colours.Count > 0 ? colours : throw Refused("colours is empty; it must name at least one.");
    }

    private ReleaseColour ReadColour(string colour)
    {
        int? weight = null;
        string? version = null;
        List<ReleaseShop>? shops = null;
        var line = Line;
        Begin(colour);
        while (NextName() is { } name)
        {
            switch (name)
            {
                case "weight" when weight is null:
                    weight = (int)Number($"the weight of {colour}", 0, 100);
                    break;
                case "version" when version is null:
                    version = Text($"the version of {colour}");
                    break;
                case "shops" when shops is null:
                    shops = ReadShops(colour);
                    break;
                default:
                    throw Unexpected(name, colour, "weight, version and shops");
            }
        }

        return weight is null ? throw Refused($"{colour} has no weight.", line)
            : version is null ? throw Refused($"{colour} has no version.", line)
            : shops is null ? throw Refused($"{colour} has no shops.", line)
            : weight > 0 && shops.Count == 0 ? throw Refused($"{colour} has the weight {weight} and no shops; give it some, or the weight 0.", line)
            : weight > 0 && ModuleRoutes.Answering.FirstOrDefault(module => !shops.Exists(shop => shop.Serves(module))) is { } lonely ? throw Refused($"{colour} has the weight {weight} and no shop for the requests of {lonely}; give {lonely} to one of its shops, or the colour the weight 0.", line)
            : new ReleaseColour(colour, weight.Value, version, shops);
    }

    private List<ReleaseShop> ReadShops(string colour)
    {
        var shops = new List<ReleaseShop>();
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            throw Refused($"the shops of {colour} must be a list of addresses such as [\"http://127.0.0.1:5001\"].");
        }

        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            shops.Add(_json.TokenType == JsonTokenType.StartObject ? ReadShopOfModules() : new ReleaseShop(ReadAddress()));
        }

        return shops;
    }

    private ReleaseShop ReadShopOfModules()
    {
        Uri? address = null;
        List<string>? modules = null;
        var line = Line;
        while (NextName() is { } name)
        {
            switch (name)
            {
                case "address" when address is null:
                    _json.Read();
                    address = ReadAddress();
                    break;
                case "modules" when modules is null:
                    modules = ReadModules();
                    break;
                default:
                    throw Unexpected(name, "a shop", "address and modules");
            }
        }

        return address is null ? throw Refused("a shop has no address.", line)
            : modules is null ? throw Refused("a shop has no modules; name those whose requests it gets, or write its address alone for all.", line)
            : new ReleaseShop(address, modules);
    }

    private readonly Uri ReadAddress()
    {
        var words = _json.TokenType == JsonTokenType.String ? Words() : "";
        if (!Uri.TryCreate(words, UriKind.Absolute, out var shop) || shop.Scheme is not ("http" or "https") || shop.PathAndQuery != "/" || shop.UserInfo.Length > 0 || shop.Fragment.Length > 0)
        {
            throw Refused($"“{words}” is no address of a shop; it must be one such as http://127.0.0.1:5001, without a path.");
        }

        return _shops.Add(shop) ? shop : throw Refused($"{words} is there twice; a shop is of one colour.");
    }

    private List<string> ReadModules()
    {
        var modules = new List<string>();
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            throw Refused("the modules of a shop must be a list of names such as [\"catalog\", \"storefront\"].");
        }

        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            var words = _json.TokenType == JsonTokenType.String ? Words() : "";
            modules.Add(!ModuleRoutes.Modules.Contains(words) ? throw Refused($"“{words}” is no module; it must be {Sentences.OneOf(ModuleRoutes.Modules)}.")
                : modules.Contains(words) ? throw Refused($"{words} is there twice.")
                : words);
        }

        return modules.Exists(module => ModuleRoutes.Answering.Contains(module)) ? modules
            : throw Refused($"none of these modules answers requests; name {Sentences.OneOf(ModuleRoutes.Answering)} too, or leave the shop out.");
    }

    private void Begin(string what)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw Refused($"{what} must be an object in braces.");
        }
    }

    /// <summary>Null at the end of the object.</summary>
    private string? NextName() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName ? Words() : null;

    private long Number(string what, long least, long most)
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number) && number >= least && number <= most
            ? number
            : throw Refused(most == long.MaxValue ? $"{what} must be a whole number from {least}." : $"{what} must be a whole number from {least} to {most}.");
    }

    private string Text(string what)
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.String && Words() is { Length: > 0 and <= 100 } text && !text.Any(char.IsControl)
            ? text
            : throw Refused($"{what} must be a text of 1 to 100 characters.");
    }

    /// <summary>JSON may escape half a character, which is no text.</summary>
    private readonly string Words()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refused("this text has half a character in it.");
        }
    }

    private readonly ReleaseStateRefusedException Unexpected(string name, string holder, string known) => known.Contains(name, StringComparison.Ordinal)
        ? Refused($"{name} is there twice.")
        : Refused($"{holder} has “{name}”; it takes {known}.");

    private readonly ReleaseStateRefusedException Refused(string reason, int? line = null) => new(_path, line ?? Line, reason);

    [GeneratedRegex("^[a-z0-9-]{1,20}$")]
    private static partial Regex ColourName();
}
