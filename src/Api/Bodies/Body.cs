using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using GigGatek.Contracts;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace GigGatek.Api.Bodies;

/// <summary>What a caller sent, or why it cannot be read: in words, where the framework would refuse with none.</summary>
internal interface IBody
{
    Error? Refusal { get; }
}

/// <summary>
/// A body in JSON, read strictly: a member that is missing, has another type, or is not known (a typing error, mostly) is refused by its name.
/// </summary>
internal sealed partial class Body<T> : IBody, IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 8,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private readonly T? _value;

    private Body(T? value, Error? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>Only after <see cref="BodyRefusals.ReadsBodies"/>, which answers when it could not be read.</summary>
    public T Value => _value ?? throw new InvalidOperationException("The body was refused.");

    public Error? Refusal { get; }

    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Strict, context.RequestAborted) is { } value
                ? new Body<T>(value, null)
                : new Body<T>(null, Malformed("The body is null. Send an object as the reference shows it.", null));
        }
        catch (JsonException fault)
        {
            return new Body<T>(null, Explain(fault));
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
        foreach (var status in new[] { StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType })
        {
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problems.ContentType]));
        }
    }

    /// <summary>The serializer knows the member and says it only in its words, where types stand that are nobody's business.</summary>
    private static Error Explain(JsonException fault)
    {
        var place = fault.Path is null or "$" ? "" : fault.Path[2..];
        var members = Quoted().Matches(fault.Message).Select(word => word.Groups["word"].Value).Where(word => !word.Contains('.', StringComparison.Ordinal)).ToList();
        return fault.Message.Contains("missing required", StringComparison.Ordinal)
                ? Malformed($"{(place.Length == 0 ? "The body" : $"“{place}”")} lacks {string.Join(", ", members.Select(member => $"“{member}”"))}.", Join(place, members))
            : fault.Message.Contains("could not be mapped", StringComparison.Ordinal) ? Malformed($"Nothing is called {Join(place, members)} here. The reference names what is.", Join(place, members))
            : place.Length > 0 ? Malformed($"“{place}” is not of the type that the reference gives it.", place)
            : Malformed("The body is no JSON that can be read.", null);
    }

    private static Error Malformed(string sentence, string? field) => Error.Invalid("malformed_request", sentence, field);

    /// <summary>The place of an unknown member names it already.</summary>
    private static string Join(string place, List<string> members) =>
        members.Count == 0 || place.EndsWith(members[0], StringComparison.Ordinal) ? place : place.Length == 0 ? members[0] : $"{place}.{members[0]}";

    [GeneratedRegex("'(?<word>[^']+)'")]
    private static partial Regex Quoted();
}
