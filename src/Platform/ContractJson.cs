using System.Text.Json;
using System.Text.Json.Serialization;

namespace GigGatek.Platform;

/// <summary>
/// How contract messages and events are written down: JSON with the members' names, enums by name. One serializer for
/// the outbox and for calls between processes; null and empty stay different.
/// </summary>
public static class ContractJson
{
    /// <summary>The options; do not change them.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectRequiredConstructorParameters = false,
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
