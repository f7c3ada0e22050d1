namespace GigGatek.Platform.Security;

/// <summary>The data keys of this shop, as this process knows them.</summary>
public interface IKeyRing
{
    /// <summary>What new values are written with.</summary>
    DataKey Current { get; }

    /// <summary>All that may have written a value or are about to, the current one first.</summary>
    IReadOnlyList<DataKey> All { get; }

    /// <summary>The key that a stored value names, even when it was made a moment ago by another process. Null when there is none.</summary>
    DataKey? Find(string id);

    /// <summary>The same for a name that a visitor sent: whatever visitors send must not cost more than a few looks a second.</summary>
    DataKey? FindOffered(string id) => Find(id);
}
