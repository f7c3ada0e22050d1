namespace GigGatek.Platform.Security.Keys;

/// <summary>Where a data key stands in its life. It only moves forward: see <see cref="DataKeyMoves"/>.</summary>
public enum DataKeyState
{
    /// <summary>Opens, but writes nothing yet: the running processes learn of it.</summary>
    Created,

    /// <summary>What new values are written with. There is one.</summary>
    Current,

    /// <summary>Opens what it wrote; writes nothing any more.</summary>
    Old,

    /// <summary>Its material is destroyed; its name is kept, so that it is not given again.</summary>
    Retired,
}

/// <summary>The legal moves of a data key.</summary>
public static class DataKeyMoves
{
    private static readonly Dictionary<DataKeyState, DataKeyState[]> Legal = new()
    {
        [DataKeyState.Created] = [DataKeyState.Current],
        [DataKeyState.Current] = [DataKeyState.Old],
        [DataKeyState.Old] = [DataKeyState.Retired],
        [DataKeyState.Retired] = [],
    };

    /// <summary>True when a key may go from one state to the other.</summary>
    public static bool Allows(DataKeyState from, DataKeyState to) => Legal[from].Contains(to);
}
