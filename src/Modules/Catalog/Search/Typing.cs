namespace GigGatek.Catalog.Search;

/// <summary>How far a typed word is from a known one.</summary>
internal static class Typing
{
    /// <summary>
    /// Letters changed, missing, added, or swapped with their neighbour (optimal string alignment). Stops counting
    /// above <paramref name="limit"/> and answers limit + 1.
    /// </summary>
    public static int Distance(string typed, string word, int limit)
    {
        Span<int> before = stackalloc int[word.Length + 1];
        Span<int> last = stackalloc int[word.Length + 1];
        Span<int> current = stackalloc int[word.Length + 1];
        for (var j = 0; j <= word.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= typed.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j <= word.Length; j++)
            {
                var change = typed[i - 1] == word[j - 1] ? 0 : 1;
                var distance = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                {
                    distance = Math.Min(distance, before[j - 2] + 1);
                }

                current[j] = distance;
                least = Math.Min(least, distance);
            }

            if (least > limit)
            {
                return limit + 1;
            }

            var free = before;
            before = last;
            last = current;
            current = free;
        }

        return Math.Min(last[word.Length], limit + 1);
    }
}
