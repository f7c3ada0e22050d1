using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Platform.Verification;

/// <summary>
/// A sentence about the business that must always be true: the ledger sums to zero. Deploys, restores and tests that
/// buy end by checking all of them.
/// </summary>
public interface IInvariant
{
    /// <summary>The sentence.</summary>
    string Sentence { get; }

    /// <summary>Looks for what breaks it. At most 20 findings, each a sentence with the ids to look at.</summary>
    Task<InvariantReport> CheckAsync(CancellationToken ct);
}

/// <summary>What a check saw.</summary>
/// <param name="Checked">How many things were looked at.</param>
/// <param name="Findings">Empty when it holds.</param>
public sealed record InvariantReport(long Checked, IReadOnlyList<string> Findings);

/// <summary>Registration of invariants.</summary>
public static class InvariantServices
{
    /// <summary>Adds a sentence to the list.</summary>
    public static IServiceCollection AddInvariant<TInvariant>(this IServiceCollection services)
        where TInvariant : class, IInvariant => services.AddSingleton<IInvariant, TInvariant>();
}
