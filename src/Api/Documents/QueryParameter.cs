using Microsoft.AspNetCore.Builder;

namespace GigGatek.Api.Documents;

/// <summary>What a parameter's value is.</summary>
internal enum ParameterKind
{
    Text,
    Integer,
    Number,
}

/// <summary>
/// A parameter of an address, as the document describes it. They are read by hand and not bound, because a value that cannot be
/// bound is refused without a word.
/// </summary>
/// <param name="Description">For partners: what it does, and in which unit.</param>
internal sealed record QueryParameter(string Name, ParameterKind Kind, string Description)
{
    /// <summary>It may be there several times.</summary>
    public bool IsList { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>The words that it may be; null for any.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>Of a number; of a text, its letters.</summary>
    public int? Most { get; init; }

    public int? Least { get; init; }

    public string? Example { get; init; }
}

/// <summary>The parameters of an endpoint, for the document.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);

/// <summary>How endpoints name them.</summary>
internal static class QueryParameterMetadata
{
    public static TBuilder Takes<TBuilder>(this TBuilder endpoint, params IReadOnlyList<QueryParameter> parameters)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new QueryParameters(parameters));
}
