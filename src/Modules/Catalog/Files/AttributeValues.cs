using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Files;

/// <summary>
/// Values of attributes as JSON, and as the text of one cell. Numbers stay exact numbers. Two numbers are a range or, for
/// attributes that say so, a pair. Shapes that nobody knows are kept as text.
/// </summary>
internal static class AttributeValues
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the value that the reader stands on and leaves the reader at its last token. Null for null and for empty text.</summary>
    public static AttributeValue? Read(ref Utf8JsonReader json, ReadOnlySpan<byte> source, string name, RowDraft draft)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True or JsonTokenType.False:
                return new AttributeValue(AttributeKind.Flag, Flag: json.TokenType == JsonTokenType.True);
            case JsonTokenType.Number:
                return Number(ref json, name, draft) is { } number ? new AttributeValue(AttributeKind.Number, Number: number) : null;
            case JsonTokenType.String:
                return Text(json.GetString()!, name, draft);
            default:
                return ReadShape(ref json, source, name, draft);
        }
    }

    public static AttributeValue? Text(string text, string name, RowDraft draft)
    {
        var line = TextRules.Line(text);
        if (line.Length > FileLimits.AttributeText)
        {
            draft.Refuse($"The value of '{LineReader.Shorten(name, 60)}' has {line.Length:N0} letters; at most {FileLimits.AttributeText}.");
        }

        return line.Length == 0 ? null : new AttributeValue(AttributeKind.Text, Text: line);
    }

    /// <summary>A cell holds JSON where it looks like JSON that is no object, and else text.</summary>
    public static AttributeValue? ReadCell(string cell, string name, RowDraft draft)
    {
        var text = cell.Trim();
        if (LooksLikeJson(text))
        {
            var source = Encoding.UTF8.GetBytes(text);
            if (IsJson(source))
            {
                var json = new Utf8JsonReader(source);
                json.Read();
                return Read(ref json, source, name, draft);
            }
        }

        return Text(text, name, draft);
    }

    public static string WriteCell(AttributeValue value)
    {
        if (value.Kind == AttributeKind.Text && !LooksLikeJson(value.Text!))
        {
            return value.Text!;
        }

        var buffer = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter json, AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text:
                json.WriteStringValue(value.Text);
                break;
            case AttributeKind.Number:
                json.WriteNumberValue(value.Number!.Value);
                break;
            case AttributeKind.Flag:
                json.WriteBooleanValue(value.Flag!.Value);
                break;
            default:
                json.WriteStartArray();
                json.WriteNumberValue(value.Number!.Value);
                json.WriteNumberValue(value.Second!.Value);
                json.WriteEndArray();
                break;
        }
    }

    private static AttributeValue? ReadShape(
        ref Utf8JsonReader json, ReadOnlySpan<byte> source, string name, RowDraft draft)
    {
        var begin = (int)json.TokenStartIndex;
        var twoNumbers = json;
        if (json.TokenType == JsonTokenType.StartArray
            && twoNumbers.Read() && twoNumbers.TokenType == JsonTokenType.Number && Number(ref twoNumbers, name, draft) is { } first
            && twoNumbers.Read() && twoNumbers.TokenType == JsonTokenType.Number && Number(ref twoNumbers, name, draft) is { } second
            && twoNumbers.Read() && twoNumbers.TokenType == JsonTokenType.EndArray)
        {
            json = twoNumbers;
            return new AttributeValue(AttributeKind.Range, Number: first, Second: second);    // or a pair: decided when the category is known
        }

        json.Skip();
        return Text(Encoding.UTF8.GetString(source[begin..(int)json.BytesConsumed]), name, draft);
    }

    private static decimal? Number(ref Utf8JsonReader json, string name, RowDraft draft)
    {
        if (!json.TryGetDecimal(out var number) || Math.Abs(number) > FileLimits.Number)
        {
            draft.Refuse($"The number of '{LineReader.Shorten(name, 60)}' is too large; at most {FileLimits.Number.ToString("N0", CultureInfo.InvariantCulture)}.");
            return null;
        }

        return Simplest(number);
    }

    /// <summary>Without zeros at the end, and with six decimals at most: 5.0 is 5.</summary>
    private static decimal Simplest(decimal number) =>
        number == decimal.Truncate(number)
            ? decimal.Truncate(number)
            : Math.Round(number, FileLimits.Decimals, MidpointRounding.AwayFromZero) / 1.000000000000000000000000000000m;

    private static bool LooksLikeJson(string text) =>
        text.Length > 0
        && (text[0] is '"' or '[' or '-' || char.IsAsciiDigit(text[0])
            || text is "true" or "false" or "null");

    private static bool IsJson(ReadOnlySpan<byte> source)
    {
        try
        {
            var json = new Utf8JsonReader(source);
            while (json.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
