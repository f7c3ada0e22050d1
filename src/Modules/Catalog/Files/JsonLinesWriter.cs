using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GigGatek.Catalog.Files;

/// <summary>Writes what <see cref="JsonLinesReader"/> reads.</summary>
internal static class JsonLinesWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(IAsyncEnumerable<FileRow> rows, Stream output, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        await foreach (var row in rows.WithCancellation(ct))
        {
            Write(json, row);
            await json.FlushAsync(ct);
            json.Reset();
            output.WriteByte((byte)'\n');
        }

        await output.FlushAsync(ct);
    }

    /// <summary>A row as one line, without its end.</summary>
    public static ReadOnlySpan<byte> Line(FileRow row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, row);
        }

        return buffer.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter json, FileRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        WritePrice(json, row.NewPrice);
        foreach (var (name, value) in row.Attributes)
        {
            json.WritePropertyName(name);
            AttributeValues.Write(json, value);
        }

        if (row.Slug is not null)
        {
            json.WriteString("slug", row.Slug);
        }

        json.WriteString("category", row.Category);
        if (row.Brand is not null)
        {
            json.WriteString("brand", row.Brand);
        }

        if (row.Description is not null)
        {
            json.WriteString("description", row.Description);
        }

        if (row.Published is { } published)
        {
            json.WriteBoolean("published", published);
        }

        WriteVariants(json, row.Variants);
        json.WriteEndObject();
    }

    private static void WriteVariants(Utf8JsonWriter json, IReadOnlyList<FileVariant>? variants)
    {
        if (variants is null)
        {
            return;
        }

        json.WriteStartArray("variants");
        foreach (var variant in variants)
        {
            json.WriteStartObject();
            if (variant.Sku is not null)
            {
                json.WriteString("sku", variant.Sku);
            }

            json.WriteString("grade", variant.Grade.ToString());
            WritePrice(json, variant.Price);
            WriteWhole(json, "stock", variant.Stock);
            WriteWhole(json, "warranty_months", variant.WarrantyMonths);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePrice(Utf8JsonWriter json, long? price)
    {
        if (price is { } minor)
        {
            json.WriteNumber("price", minor / 100m);
        }
        else
        {
            json.WriteNull("price");
        }
    }

    private static void WriteWhole(Utf8JsonWriter json, string name, int? whole)
    {
        if (whole is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
