using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>
/// Which transactions a server has, by their global ids: for each source the stretches of its numbers. MySQL says
/// <c>uuid:1-5:7</c>; MariaDB says <c>domain-server-number</c>, which means that all up to that number are there, so its source
/// is the domain.
/// </summary>
internal sealed partial class GtidSet
{
    private readonly SortedDictionary<string, List<Stretch>> _sources = new(StringComparer.Ordinal);

    private GtidSet()
    {
    }

    public static GtidSet Empty { get; } = new();

    public bool IsEmpty => _sources.Count == 0;

    /// <summary>Reads what either server says, and what <see cref="ToString"/> wrote. Null for anything else.</summary>
    public static GtidSet? TryParse(string text)
    {
        var set = new GtidSet();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!(MariaDbForm().Match(part) is { Success: true } match ? set.TryAddDomain(match) : set.TryAddSource(part)))
            {
                return null;
            }
        }

        set.Normalise();
        return set;
    }

    /// <summary>True when every transaction of the other one is in this one.</summary>
    public bool Contains(GtidSet other) => other._sources.All(source =>
        _sources.TryGetValue(source.Key, out var mine)
        && source.Value.TrueForAll(wanted => mine.Exists(stretch => stretch.First <= wanted.First && wanted.Last <= stretch.Last)));

    public GtidSet Union(GtidSet other)
    {
        var union = new GtidSet();
        foreach (var (source, stretches) in _sources.Concat(other._sources))
        {
            union.StretchesOf(source).AddRange(stretches);
        }

        union.Normalise();
        return union;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (source, stretches) in _sources)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(source);
            foreach (var stretch in stretches)
            {
                text.Append(CultureInfo.InvariantCulture, $":{stretch.First}-{stretch.Last}");
            }
        }

        return text.ToString();
    }

    private bool TryAddDomain(Match match)
    {
        if (!long.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == long.MaxValue)
        {
            return false;
        }

        if (number > 0)
        {
            StretchesOf(match.Groups["domain"].Value).Add(new Stretch(1, number));
        }

        return true;
    }

    /// <summary>A source, then numbers and, since MySQL 8.3, tags: <c>uuid:1-5:7:tag:1-3</c>.</summary>
    private bool TryAddSource(string part)
    {
        var pieces = part.Split(':', StringSplitOptions.TrimEntries);
        if (!SourceForm().IsMatch(pieces[0]) || pieces.Length < 2)
        {
            return false;
        }

        var source = pieces[0].ToLowerInvariant();
        foreach (var piece in pieces.Skip(1))
        {
            if (TagForm().IsMatch(piece))
            {
                source = $"{pieces[0].ToLowerInvariant()}:{piece.ToLowerInvariant()}";
            }
            else if (Stretch.TryParse(piece) is { } stretch)
            {
                StretchesOf(source).Add(stretch);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private List<Stretch> StretchesOf(string source)
    {
        if (!_sources.TryGetValue(source, out var stretches))
        {
            _sources[source] = stretches = [];
        }

        return stretches;
    }

    /// <summary>In order, and those that touch are one: so one stretch covers whatever is covered.</summary>
    private void Normalise()
    {
        foreach (var stretches in _sources.Values)
        {
            stretches.Sort((left, right) => left.First.CompareTo(right.First));
            var kept = 0;
            foreach (var next in stretches.Skip(1).ToList())
            {
                if (next.First <= stretches[kept].Last + 1)
                {
                    stretches[kept] = stretches[kept] with { Last = Math.Max(stretches[kept].Last, next.Last) };
                }
                else
                {
                    stretches[++kept] = next;
                }
            }

            stretches.RemoveRange(kept + 1, stretches.Count - kept - 1);
        }
    }

    [GeneratedRegex(@"^(?<domain>\d{1,10})-\d{1,10}-(?<number>\d{1,19})$")]
    private static partial Regex MariaDbForm();

    [GeneratedRegex("^([0-9]{1,10}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$")]
    private static partial Regex SourceForm();

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]{0,31}$")]
    private static partial Regex TagForm();

    /// <summary>Numbers from the first to the last, both included.</summary>
    private readonly record struct Stretch(long First, long Last)
    {
        public static Stretch? TryParse(string text)
        {
            var dash = text.IndexOf('-', StringComparison.Ordinal);
            var first = dash < 0 ? text : text[..dash];
            return TryNumber(first, out var from) && TryNumber(dash < 0 ? first : text[(dash + 1)..], out var to) && from <= to ? new Stretch(from, to) : null;
        }

        /// <summary>One less than the largest, so that adding one is safe.</summary>
        private static bool TryNumber(string text, out long number) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and < long.MaxValue;
    }
}
