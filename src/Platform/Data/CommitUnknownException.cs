namespace GigGatek.Platform.Data;

/// <summary>
/// The connection died while a unit of work was being committed, so nobody knows whether it was. It does not run again by
/// itself: whoever asked for it looks, or asks again with the same key. See docs/decisions/0009.
/// </summary>
public sealed class CommitUnknownException(Exception failure)
    : Exception("The connection to the database broke while a change was being committed, so it may or may not have been saved.", failure);
