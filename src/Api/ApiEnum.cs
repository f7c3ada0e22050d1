using System.Text.Json;
using System.Text.Json.Serialization;

namespace GigGatek.Api;

/// <summary>Choices travel as words in camel case, never as numbers.</summary>
internal sealed class ApiEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
