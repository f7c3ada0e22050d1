using System.Text;
using System.Text.Json;

namespace GigGatek.Platform.Releases;

/// <summary>The state as it stands in its file: one property a line, so that a refusal can name the line.</summary>
internal static class ReleaseStateText
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    public static string Of(ReleaseState state)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("revision", state.Revision);
            json.WriteStartObject("colours");
            foreach (var colour in state.Colours)
            {
                Write(json, colour);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ReleaseColour colour)
    {
        json.WriteStartObject(colour.Name);
        json.WriteNumber("weight", colour.Weight);
        json.WriteString("version", colour.Version);
        json.WriteStartArray("shops");
        foreach (var shop in colour.Shops)
        {
            Write(json, shop);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One that gets all requests is its address, as it always was.</summary>
    private static void Write(Utf8JsonWriter json, ReleaseShop shop)
    {
        var address = shop.Address.GetLeftPart(UriPartial.Authority);
        if (shop.Modules is null)
        {
            json.WriteStringValue(address);
            return;
        }

        json.WriteStartObject();
        json.WriteString("address", address);
        json.WriteStartArray("modules");
        foreach (var module in shop.Modules)
        {
            json.WriteStringValue(module);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
