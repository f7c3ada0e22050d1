using System.Runtime.InteropServices;

namespace GigGatek.Catalog.Search;

/// <summary>Every word of the catalogue with the number of products that brought it. Words do not leave: a word too many only means one correction too few.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private readonly List<int> _uses = [];

    /// <summary>The words' numbers; a new word gets the next one.</summary>
    public int[] NumbersOf(IEnumerable<string> words) => [.. words.Select(NumberOf)];

    /// <summary>Notes that a product brought these words. One that it brings twice counts twice: it is only for guessing.</summary>
    public void Count(ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
        {
            _uses[number]++;
        }
    }

    public int Find(string word) => _numbers.GetValueOrDefault(word, -1);

    public bool Knows(SearchTerm term) =>
        _numbers.ContainsKey(term.Word) || (term.IsPrefix && _words.Exists(word => word.StartsWith(term.Word, StringComparison.Ordinal)));

    /// <summary>Numbers of the words that begin so.</summary>
    public HashSet<int> BeginningWith(string start)
    {
        var found = new HashSet<int>();
        for (var i = 0; i < _words.Count; i++)
        {
            if (_words[i].StartsWith(start, StringComparison.Ordinal))
            {
                found.Add(i);
            }
        }

        return found;
    }

    /// <summary>The word that was probably meant: few changes first, then the more frequent. Null when none is near.</summary>
    public string? FindNear(string typed)
    {
        var allowed = typed.Length < 4 || typed.All(char.IsAsciiDigit) ? 0 : typed.Length < 7 ? 1 : 2;
        string? best = null;
        var (bestDistance, bestUses) = (allowed + 1, 0);
        for (var i = 0; i < _words.Count && allowed > 0; i++)
        {
            var word = _words[i];
            if (Math.Abs(word.Length - typed.Length) > allowed || word.Length < 3)
            {
                continue;
            }

            var distance = Typing.Distance(typed, word, allowed);
            if (distance < bestDistance || (distance == bestDistance && distance <= allowed && _uses[i] > bestUses))
            {
                (best, bestDistance, bestUses) = (word, distance, _uses[i]);
            }
        }

        return best;
    }

    private int NumberOf(string word)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, word, out var known);
        if (!known)
        {
            number = _words.Count;
            _words.Add(word);
            _uses.Add(0);
        }

        return number;
    }
}
