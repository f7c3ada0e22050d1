using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Products;

/// <summary>
/// Attributes as they are stored, and as files in JSON carry them: one object in display order. A number is a number, two
/// numbers are an array; whether those are a range or a pair is known by the attribute's name.
/// </summary>
internal static class AttributeJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<NamedValue> attributes)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            foreach (var attribute in attributes)
            {
                writer.WritePropertyName(attribute.Name);
                WriteValue(writer, attribute.Value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void WriteValue(Utf8JsonWriter writer, AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text:
                writer.WriteStringValue(value.Text);
                break;
            case AttributeKind.Flag:
                writer.WriteBooleanValue(value.Flag ?? false);
                break;
            case AttributeKind.Number:
                writer.WriteRawValue(Digits(value.Number ?? 0));
                break;
            default:
                writer.WriteStartArray();
                writer.WriteRawValue(Digits(value.Number ?? 0));
                writer.WriteRawValue(Digits(value.Second ?? 0));
                writer.WriteEndArray();
                break;
        }
    }

    public static List<NamedValue> Read(string categorySlug, string json)
    {
        var attributes = new List<NamedValue>(8);
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            var reader = new Utf8JsonReader(utf8.AsSpan(0, Encoding.UTF8.GetBytes(json, utf8)));
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = AttributeDefinitions.Intern(ref reader);
                reader.Read();
                if (ReadValue(categorySlug, name, ref reader) is { } value)
                {
                    attributes.Add(new NamedValue(name, value));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }

        return attributes;
    }

    /// <summary>The value that a reader stands on. Null for JSON's null, and for what cannot be an attribute (then the reader has skipped it).</summary>
    /// <exception cref="FormatException">A number that is not exact in 28 digits.</exception>
    public static AttributeValue? ReadValue(string categorySlug, string name, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new AttributeValue(AttributeKind.Text, Text: reader.GetString());
            case JsonTokenType.Number:
                return new AttributeValue(AttributeKind.Number, Number: Normal(reader.GetDecimal()));
            case JsonTokenType.True or JsonTokenType.False:
                return new AttributeValue(AttributeKind.Flag, Flag: reader.GetBoolean());
            case JsonTokenType.StartArray:
                return ReadTwo(categorySlug, name, ref reader);
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>Whether two stored lists say the same, in whatever order: a table's columns have another one than the product had.</summary>
    public static bool AreEqual(string left, string right)
    {
        if (left == right || left.Length != right.Length)
        {
            return left == right;    // the same values are written with the same letters
        }

        using var one = JsonDocument.Parse(left);
        using var other = JsonDocument.Parse(right);
        return JsonElement.DeepEquals(one.RootElement, other.RootElement);
    }

    /// <summary>A value in one line, equal for equal values: the key of facets and of the product's identity.</summary>
    public static string Canonical(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => value.Text ?? "",
        AttributeKind.Flag => value.Flag == true ? "yes" : "no",
        AttributeKind.Number => Digits(value.Number ?? 0),
        AttributeKind.Pair => Digits(value.Number ?? 0) + "x" + Digits(value.Second ?? 0),
        _ => Digits(value.Number ?? 0) + "-" + Digits(value.Second ?? 0),
    };

    private static AttributeValue? ReadTwo(string categorySlug, string name, ref Utf8JsonReader reader)
    {
        Span<decimal> numbers = stackalloc decimal[2];
        var count = 0;
        var depth = reader.CurrentDepth;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            if (reader.TokenType != JsonTokenType.Number || count == 2)
            {
                count = 3;    // not two numbers: nothing that we can show or compare
                continue;
            }

            numbers[count++] = Normal(reader.GetDecimal());
        }

        return count == 2 ? Two(categorySlug, name, numbers[0], numbers[1]) : null;
    }

    /// <summary>Two numbers under a name: a range where the name says nothing else and they rise.</summary>
    public static AttributeValue Two(string categorySlug, string name, decimal first, decimal second)
    {
        var isPair = AttributeDefinitions.Find(categorySlug, name).IsPair ?? first > second;
        return new AttributeValue(isPair ? AttributeKind.Pair : AttributeKind.Range, Number: first, Second: second);
    }

    private static string Digits(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Without trailing zeros: 3.50 and 3.5 are one value, and must be written alike.</summary>
    private static decimal Normal(decimal number) => number / 1.0000000000000000000000000000m;
}
