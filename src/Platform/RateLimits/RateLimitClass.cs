using Microsoft.AspNetCore.Builder;

namespace GigGatek.Platform.RateLimits;

/// <summary>What kind of request an endpoint takes, for how often it may be asked. Each kind has limits of its own in <see cref="RateLimitOptions"/>.</summary>
public enum RateLimitClass
{
    /// <summary>All that says nothing else, and what has no endpoint.</summary>
    General,

    /// <summary>Lists, search and suggestions: what asks much of the database.</summary>
    Search,

    /// <summary>Orders, quotes and payments.</summary>
    Checkout,

    /// <summary>Passwords, codes, and mails with links. Who does that is a stranger until it is done, so no account has more of it.</summary>
    SignIn,

    /// <summary>Not counted: files of this program, health, and what providers tell us.</summary>
    Unlimited,
}

/// <summary>Puts endpoints into classes.</summary>
public static class RateLimitClasses
{
    /// <summary>Counts what these endpoints are asked to a class.</summary>
    public static TBuilder CountAs<TBuilder>(this TBuilder endpoint, RateLimitClass kind)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new CountedAs(kind));
}

internal sealed record CountedAs(RateLimitClass Kind);
