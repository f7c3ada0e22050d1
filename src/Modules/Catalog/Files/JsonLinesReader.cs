using System.Runtime.CompilerServices;
using System.Text.Json;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Files;

/// <summary>
/// JSON Lines (https://jsonlines.org): one product a line. What is not one of our own names is an attribute.
/// </summary>
internal static class JsonLinesReader
{
    public static async IAsyncEnumerable<ReadRow> ReadAsync(Stream stream, FileContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        var lines = new LineReader(stream);
        while (await lines.ReadAsync(ct))
        {
            if (lines.Fault is { } fault)
            {
                yield return ReadRow.Refused(lines.Number, fault, lines.Content);
            }
            else if (!IsBlank(lines.Line.Span))
            {
                var row = Parse(lines.Line.Span, context, out var problem);
                yield return row is not null ? ReadRow.Good(lines.Number, row) : ReadRow.Refused(lines.Number, problem!, lines.Content);
            }
        }

        if (lines.StreamFault is { } broken)
        {
            yield return ReadRow.Broken(1, broken);
        }
    }

    public static FileRow? Parse(ReadOnlySpan<byte> line, FileContext context, out string? problem)
    {
        var draft = new RowDraft(context);
        try
        {
            ReadObject(line, draft);
        }
        catch (JsonException failure)
        {
            draft.Refuse($"The line is not JSON (near character {failure.BytePositionInLine + 1}).");
        }
        catch (InvalidOperationException)    // Utf8JsonReader.GetString on half a surrogate pair
        {
            draft.Refuse("The line holds half a character (\\u escapes must come in pairs).");
        }

        var row = draft.Check();
        problem = draft.Problem;
        return row;
    }

    private static void ReadObject(ReadOnlySpan<byte> line, RowDraft draft)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            draft.Refuse("The line is not a JSON object.");
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            switch (name)
            {
                case "name":
                    draft.Name = Once(draft.Name, Text(ref json, name, draft), name, draft);
                    break;
                case "slug":
                    draft.Slug = Once(draft.Slug, Text(ref json, name, draft), name, draft);
                    break;
                case "category":
                    draft.Category = Once(draft.Category, Text(ref json, name, draft), name, draft);
                    break;
                case "brand":
                    draft.Brand = Once(draft.Brand, Text(ref json, name, draft), name, draft);
                    break;
                case "description":
                    draft.Description = Once(draft.Description, Text(ref json, name, draft), name, draft);
                    break;
                case "price":
                    draft.NewPrice = Price(ref json, draft);
                    break;
                case "published":
                    draft.Published = Flag(ref json, name, draft);
                    break;
                case "variants":
                    ReadVariants(ref json, draft);
                    break;
                default:
                    draft.AddAttribute(name, AttributeValues.Read(ref json, line, name, draft));
                    break;
            }
        }

        while (json.Read())
        {
        }
    }

    private static string? Once(string? before, string? text, string name, RowDraft draft)
    {
        if (before is not null)
        {
            draft.Refuse($"'{name}' stands there twice.");
        }

        return text;
    }

    private static void ReadVariants(ref Utf8JsonReader json, RowDraft draft)
    {
        draft.HasVariants = true;
        if (json.TokenType != JsonTokenType.StartArray)
        {
            draft.Refuse("'variants' must be a list.");
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                draft.Refuse("A variant must be an object with grade, price and stock.");
                json.Skip();
                continue;
            }

            ReadVariant(ref json, draft);
        }
    }

    private static void ReadVariant(ref Utf8JsonReader json, RowDraft draft)
    {
        string? sku = null;
        Grade? grade = null;
        long? price = null;
        int? stock = null;
        int? warranty = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            switch (name)
            {
                case "sku":
                    sku = Text(ref json, name, draft)?.Trim();
                    break;
                case "grade":
                    grade = GradeWords.Find(Text(ref json, name, draft));
                    break;
                case "price":
                    price = Price(ref json, draft);
                    break;
                case "stock":
                    stock = Whole(ref json, name, draft);
                    break;
                case "warranty_months":
                    warranty = Whole(ref json, name, draft);
                    break;
                default:
                    draft.Refuse($"A variant has no '{LineReader.Shorten(name, 60)}': sku, grade, price, stock, warranty_months.");
                    json.Skip();
                    break;
            }
        }

        if (grade is null)
        {
            draft.Refuse(GradeWords.Unknown);
            return;
        }

        draft.AddVariant(new FileVariant(sku, grade.Value, price, stock, warranty));
    }

    private static string? Text(ref Utf8JsonReader json, string name, RowDraft draft)
    {
        if (json.TokenType is JsonTokenType.String or JsonTokenType.Null)
        {
            return json.GetString();
        }

        draft.Refuse($"'{name}' must be text.");
        json.Skip();
        return null;
    }

    private static long? Price(ref Utf8JsonReader json, RowDraft draft)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var price))
        {
            return draft.Price(price);
        }

        draft.Refuse($"'price' must be a number of at most {FileLimits.Price:N0}, or null.");
        json.Skip();
        return null;
    }

    private static int? Whole(ref Utf8JsonReader json, string name, RowDraft draft)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var whole))
        {
            return whole;
        }

        draft.Refuse($"'{name}' must be a whole number.");
        json.Skip();
        return null;
    }

    private static bool? Flag(ref Utf8JsonReader json, string name, RowDraft draft)
    {
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return json.TokenType == JsonTokenType.True;
        }

        draft.Refuse($"'{name}' must be true or false.");
        json.Skip();
        return null;
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t"u8) < 0;
}
