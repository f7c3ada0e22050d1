using Microsoft.Extensions.Options;

namespace GigGatek.Platform.RateLimits;

/// <summary>How much one kind of asker may do.</summary>
/// <param name="Name">As answers name it.</param>
internal sealed record RateLimitPolicy(string Name, Gcra Limit)
{
    public Counted For(string whom) => new(Name, $"{Name}:{whom}", Limit);
}

/// <summary>The policies of a class of requests.</summary>
/// <param name="Address">A stranger, by his address.</param>
/// <param name="Callers">All that are known at one address.</param>
internal sealed record ClassPolicies(RateLimitPolicy Address, RateLimitPolicy Callers, RateLimitPolicy Account, RateLimitPolicy Key);

/// <summary>All policies, as the options say them.</summary>
internal sealed class RateLimitPolicies(IOptions<RateLimitOptions> options)
{
    private readonly ClassPolicies _general = PoliciesOf("general", options.Value, options.Value.General);
    private readonly ClassPolicies _search = PoliciesOf("search", options.Value, options.Value.Search);
    private readonly ClassPolicies _checkout = PoliciesOf("checkout", options.Value, options.Value.Checkout);
    private readonly ClassPolicies _signIn = SignInPolicies(options.Value.SignIn.Times(1));

    /// <summary>Keys, tokens and cookies that prove nothing, by address: each costs a look into the database.</summary>
    public RateLimitPolicy Unproven { get; } = new("unproven", options.Value.General.Times(1));

    public RateLimitPolicy Edge { get; } = new("edge", options.Value.Edge.Times(1));

    public ClassPolicies Of(RateLimitClass kind) => kind switch
    {
        RateLimitClass.Search => _search,
        RateLimitClass.Checkout => _checkout,
        RateLimitClass.SignIn => _signIn,
        _ => _general,
    };

    private static ClassPolicies PoliciesOf(string name, RateLimitOptions options, RateLimit limit) => new(
        new(name, limit.Times(1)),
        new(name + "-callers", limit.Times(options.CallersTimes)),
        new(name + "-account", limit.Times(options.AccountTimes)),
        new(name + "-key", limit.Times(options.KeyTimes)));

    private static ClassPolicies SignInPolicies(Gcra limit) =>
        new(new("sign-in", limit), new("sign-in", limit), new("sign-in-account", limit), new("sign-in-key", limit));
}
