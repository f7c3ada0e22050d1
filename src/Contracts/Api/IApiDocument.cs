namespace GigGatek.Contracts.Api;

/// <summary>What the API says of itself.</summary>
public interface IApiDocument
{
    /// <summary>The whole document as JSON, by OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1).</summary>
    Task<string> ReadAsync(CancellationToken ct);
}
