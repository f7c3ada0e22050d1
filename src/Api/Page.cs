namespace GigGatek.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">The cursor of the next page: hand it back as it is. Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
