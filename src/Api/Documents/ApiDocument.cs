using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GigGatek.Api.Callers;
using GigGatek.Contracts.Api;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace GigGatek.Api.Documents;

/// <summary>
/// The API described for programs, by OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), made from the code. What it says is kept in
/// docs/api, with a note for each version.
/// </summary>
internal static class ApiDocument
{
    /// <summary>The framework's name of the document.</summary>
    public const string Name = "v1";

    /// <summary>Of what is promised: a new one for each change of the document, with a note in docs/api/changes.md.</summary>
    public const string Version = "1.3.0";

    private const string KeyScheme = "key", SessionScheme = "session", RefreshScheme = "refresh", Json = "application/json";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = endpoint => endpoint.GroupName == Name;
        options.CreateSchemaReferenceId = type => SchemaNames.Of(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer((document, _, _) => Introduce(document));
        options.AddSchemaTransformer((schema, _, _) => SayThatWordsAreStrings(schema));
        options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
    });

    public static void MapApiDocument(this IEndpointRouteBuilder app) =>
        app.MapOpenApi(ApiPaths.Document).CachePublicly(TimeSpan.FromHours(1));

    /// <summary>The document as it is served, for the page of the storefront that shows it.</summary>
    internal sealed class Reader(IServiceProvider services) : IApiDocument
    {
        public async Task<string> ReadAsync(CancellationToken ct)
        {
            var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(ct);
            return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, ct);
        }
    }

    private static Task Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "GigGatek", Version = Version, Description = Introduction.Text, License = new() { Name = "MIT", Identifier = "MIT" } };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = Bearer("A key of your account, from the shop's owner: Authorization: Bearer gg_…"),
            [SessionScheme] = Bearer("The access token of a session, which a person began by signing a program in.", "JWT"),
            [RefreshScheme] = Bearer("The refresh token of a session: Authorization: Bearer ggr_…"),
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "This shop" }];
        return Task.CompletedTask;
    }

    private static OpenApiSecurityScheme Bearer(string description, string? format = null) =>
        new() { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = format, Description = description };

    /// <summary>The generator lists the words of an enumeration and leaves out what they are.</summary>
    private static Task SayThatWordsAreStrings(OpenApiSchema schema)
    {
        if (schema is { Type: null, Enum.Count: > 0 })
        {
            schema.Type = JsonSchemaType.String;
        }

        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            (parameter.Description, var example) = PathParameters.All[parameter.Name!];
            parameter.Example = example;
        }

        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(parameters => parameters.All))
        {
            (operation.Parameters ??= []).Add(Describe(parameter));
        }

        var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        foreach (var example in metadata.OfType<AnswerExample>())
        {
            var answer = operation.Responses![example.Status.ToString(CultureInfo.InvariantCulture)];
            answer.Content![Json].Example = JsonSerializer.SerializeToNode(example.Value, json);
        }

        foreach (var example in metadata.OfType<BodyExample>())
        {
            operation.RequestBody!.Content![Json].Example = JsonSerializer.SerializeToNode(example.Value, json);
        }

        foreach (var header in metadata.OfType<TakesHeader>())
        {
            (operation.Parameters ??= []).Add(Describe(header));
        }

        var answers = new OpenApiResponses();
        foreach (var (status, answer) in operation.Responses!.OrderBy(answer => answer.Key, StringComparer.Ordinal))
        {
            answers.Add(status, answer);
        }

        operation.Responses = answers;
        if (metadata.OfType<NeededScope>().LastOrDefault() is { } needed)
        {
            string[] schemes = needed.Scheme switch
            {
                BearerScheme.Session => [SessionScheme],
                BearerScheme.Refresh => [RefreshScheme],
                _ => [KeyScheme, SessionScheme],
            };
            operation.Security = [.. schemes.Select(scheme =>
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = needed.Scope is { } scope ? [scope] : [] })];
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Describe(TakesHeader header) => new()
    {
        Name = header.Name,
        In = ParameterLocation.Header,
        Required = header.IsRequired,
        Description = header.Description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = header.Most },
        Example = header.Example,
    };

    private static OpenApiParameter Describe(QueryParameter parameter)
    {
        var value = new OpenApiSchema
        {
            Type = parameter.Kind switch
            {
                ParameterKind.Integer => JsonSchemaType.Integer,
                ParameterKind.Number => JsonSchemaType.Number,
                _ => JsonSchemaType.String,
            },
            Enum = parameter.Words?.Select(word => (JsonNode)word).ToList(),
        };
        if (parameter.Kind == ParameterKind.Text)
        {
            (value.MinLength, value.MaxLength) = (parameter.Least, parameter.Most);
        }
        else
        {
            (value.Minimum, value.Maximum) = (parameter.Least?.ToString(CultureInfo.InvariantCulture), parameter.Most?.ToString(CultureInfo.InvariantCulture));
        }

        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Required = parameter.IsRequired,
            Description = parameter.Description,
            Schema = parameter.IsList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value,
            Example = ExampleOf(parameter),
        };
    }

    private static JsonNode? ExampleOf(QueryParameter parameter) => parameter.Example switch
    {
        null => null,
        { } text when parameter.IsList => new JsonArray(text),
        { } text when parameter.Kind == ParameterKind.Text => text,
        { } number => JsonNode.Parse(number),
    };
}
