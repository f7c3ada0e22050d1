using System.Buffers;

namespace GigGatek.Platform.Security.Keys;

/// <summary>
/// Names of keys that were asked for in vain. Each is looked for once a second at most, and sixteen of them in all, so
/// that rubbish cannot cause a storm of queries.
/// </summary>
internal sealed class UnknownNames(TimeProvider clock)
{
    private const int Most = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _asked = [];

    /// <summary>True when it is time to look for this name; then it is not for the next second.</summary>
    public bool MayLookFor(string name)
    {
        if (!IsName(name))
        {
            return false;
        }

        lock (_lock)
        {
            var now = clock.GetTimestamp();
            if (_asked.TryGetValue(name, out var last) && clock.GetElapsedTime(last, now) < Pause)
            {
                return false;
            }

            if (_asked.Count >= Most)
            {
                foreach (var over in _asked.Where(asked => clock.GetElapsedTime(asked.Value, now) >= Pause).Select(asked => asked.Key).ToList())
                {
                    _asked.Remove(over);
                }
            }

            if (_asked.Count >= Most)
            {
                return false;
            }

            _asked[name] = now;
            return true;
        }
    }

    /// <summary>As <see cref="DataKey.New"/> makes them, or the first shops had.</summary>
    private static bool IsName(string name) =>
        name.Length is >= 2 and <= 20 && name[0] == 'k' && name.AsSpan(1).IndexOfAnyExcept(Letters) < 0;
}
