using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GigGatek.Contracts;

/// <summary>What kind of refusal an <see cref="Error"/> is; pages and the API turn it into a status code.</summary>
public enum ErrorKind
{
    /// <summary>The request is wrong and would be wrong again: 422 (400 for a malformed one).</summary>
    Invalid,

    /// <summary>There is no such thing, or not for this caller: 404.</summary>
    NotFound,

    /// <summary>The world has changed since the caller looked: 409.</summary>
    Conflict,

    /// <summary>The caller is known and may not: 403.</summary>
    Forbidden,

    /// <summary>Too often; later it may work: 429.</summary>
    TooMany,

    /// <summary>Something outside did not answer; nothing was lost and it may be tried again: 503.</summary>
    Unavailable,
}

/// <summary>A refusal that a shopper can cause. It says what happened in one sentence that can be shown.</summary>
/// <param name="Code">Stable, for programs: <c>price_changed</c>.</param>
/// <param name="Message">For people: what happened, and what would be right.</param>
/// <param name="Field">The input field it is about, when there is one.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message, string? Field = null)
{
    /// <summary>Of <see cref="ErrorKind.TooMany"/>: who waits for so long may try again.</summary>
    public long? RetryAfterSeconds { get; init; }

    /// <summary>The request is wrong.</summary>
    public static Error Invalid(string code, string message, string? field = null) => new(ErrorKind.Invalid, code, message, field);

    /// <summary>No such thing for this caller.</summary>
    public static Error NotFound(string message) => new(ErrorKind.NotFound, "not_found", message);

    /// <summary>The world has changed.</summary>
    public static Error Conflict(string code, string message) => new(ErrorKind.Conflict, code, message);

    /// <summary>Not allowed.</summary>
    public static Error Forbidden(string message) => new(ErrorKind.Forbidden, "forbidden", message);

    /// <summary>Too often.</summary>
    /// <param name="wait">How long, until it may work.</param>
    public static Error TooMany(string message, TimeSpan wait) =>
        new(ErrorKind.TooMany, "too_many", message) { RetryAfterSeconds = (long)Math.Ceiling(wait.TotalSeconds) };

    /// <summary>Something outside did not answer.</summary>
    public static Error Unavailable(string code, string message) => new(ErrorKind.Unavailable, code, message);
}

/// <summary>An outcome without a value: done, or refused.</summary>
public sealed record Result(Error? Error = null)
{
    /// <summary>Done.</summary>
    public static Result Done { get; } = new();

    /// <summary>True unless refused.</summary>
    [JsonIgnore]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>Refused.</summary>
    public static implicit operator Result(Error error) => new(error);
}

/// <summary>A value, or the refusal in its place. Never both.</summary>
public sealed record Result<T>(T? Value, Error? Error)
    where T : class
{
    /// <summary>True when <see cref="Value"/> is there.</summary>
    [JsonIgnore]
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>The value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>The refusal.</summary>
    public static implicit operator Result<T>(Error error) => new(null, error);
}
