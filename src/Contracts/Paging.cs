namespace GigGatek.Contracts;

/// <summary>
/// One page of a totally ordered list. Pages are cut by a key, not by an offset, so that rows which come and go
/// meanwhile neither repeat nor hide others.
/// </summary>
/// <param name="Next">Hand it back for the next page; null on the last one. Opaque.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
