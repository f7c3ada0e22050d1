namespace GigGatek.Platform.Data;

/// <summary>The transaction of a unit of work. Disposed before it was committed, it is undone.</summary>
public interface IWriteTransaction : IAsyncDisposable
{
    /// <summary>It is not cancelled: whoever gave up in the middle would not know what became of it.</summary>
    Task CommitAsync();
}
