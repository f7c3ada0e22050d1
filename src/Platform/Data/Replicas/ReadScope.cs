namespace GigGatek.Platform.Data.Replicas;

/// <summary>
/// What one flow of calls (a request, a batch of events) has written and may read. Without one, everything is read from the
/// primary; with one that may use replicas, a read goes to a replica that has all that this flow has written or must see.
/// See docs/decisions/0014.
/// </summary>
public sealed class ReadScope : IDisposable
{
    private static readonly AsyncLocal<ReadScope?> Ambient = new();

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Pin> _pins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MySqlNode> _choices = new(StringComparer.Ordinal);
    private readonly ReadScope? _outer = Ambient.Value;

    private ReadScope(bool mayUseReplicas) => MayUseReplicas = mayUseReplicas;

    internal static ReadScope? Current => Ambient.Value;

    internal bool MayUseReplicas { get; }

    /// <summary>True when a unit of work was committed in it, or may have been.</summary>
    internal bool HasWritten { get; private set; }

    /// <summary>All that a database must have shown, by the database's name.</summary>
    internal IReadOnlyDictionary<string, Pin> Pins
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, Pin>(_pins);
            }
        }
    }

    /// <summary>Begins one, until it is disposed.</summary>
    internal static ReadScope Begin(bool mayUseReplicas) => Ambient.Value = new ReadScope(mayUseReplicas);

    /// <summary>Ends it: the one around it counts again.</summary>
    public void Dispose() => Ambient.Value = _outer;

    /// <summary>Something was committed. Null: nobody knows how far, so only the primary will do.</summary>
    internal void NoteCommit(string database, GtidSet? position)
    {
        lock (_lock)
        {
            HasWritten = true;
        }

        Require(database, position is null ? Pin.Primary : new Pin(position));
    }

    /// <summary>What is read from now on must show at least this.</summary>
    internal void Require(string database, Pin pin)
    {
        lock (_lock)
        {
            _pins[database] = PinOf(database).And(pin);
        }
    }

    internal Pin PinOf(string database)
    {
        lock (_lock)
        {
            return _pins.GetValueOrDefault(database, Pin.None);
        }
    }

    /// <summary>Where this flow reads: one place to its end, so that it never sees less than it has seen.</summary>
    internal MySqlNode? ChoiceOf(string database)
    {
        lock (_lock)
        {
            return _choices.GetValueOrDefault(database);
        }
    }

    internal void Choose(string database, MySqlNode node)
    {
        lock (_lock)
        {
            _choices[database] = node;
        }
    }
}

/// <summary>What a replica must have before it may be read from; null: none will do.</summary>
internal sealed record Pin(GtidSet? Position)
{
    public static Pin None { get; } = new(GtidSet.Empty);

    public static Pin Primary { get; } = new((GtidSet?)null);

    public Pin And(Pin other) => Position is null || other.Position is null ? Primary : new Pin(Position.Union(other.Position));

    public bool IsMetBy(GtidSet position) => Position is { } needed && position.Contains(needed);
}
