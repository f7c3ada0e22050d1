using System.Runtime.InteropServices;
using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Browse;

/// <summary>
/// One attribute of all products of a category. Values are kept twice over: as a code into the list of distinct values,
/// and as a number. A range counts by its upper end, what the part can do at most.
/// </summary>
/// <param name="wordsOf">The words that a value of it brings, by their numbers in the vocabulary; asked once for each value.</param>
internal sealed class AttributeColumn(AttributeDefinition definition, Func<AttributeValue, int[]> wordsOf)
{
    public const int None = -1;

    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<AttributeValue, int> _codesByValue = [];
    private readonly List<int[]> _wordsByCode = [];
    private readonly List<int> _codeOf = [];
    private readonly List<double> _numberOf = [];
    private int _words;

    public AttributeDefinition Definition => definition;

    /// <summary>Distinct values, and how each is shown.</summary>
    public List<(string Value, string Label)> Values { get; } = [];

    /// <summary>True when at least one product has something else than a number: then all are counted as words.</summary>
    public bool IsWords => _words > 0;

    public ReadOnlySpan<int> Codes => CollectionsMarshal.AsSpan(_codeOf);

    public ReadOnlySpan<double> Numbers => CollectionsMarshal.AsSpan(_numberOf);

    public int FindCode(string value) => _codes.GetValueOrDefault(value, None);

    /// <summary>The words that the row's value brings.</summary>
    public ReadOnlySpan<int> WordsOf(int row) => _codeOf[row] == None ? [] : _wordsByCode[_codeOf[row]];

    public void Clear(int row)
    {
        if (row >= _codeOf.Count || _codeOf[row] == None)
        {
            return;
        }

        _words -= double.IsNaN(_numberOf[row]) ? 1 : 0;
        _codeOf[row] = None;
        _numberOf[row] = double.NaN;
    }

    public void Set(int row, AttributeValue value)
    {
        Grow(row + 1);
        var number = value.Kind switch
        {
            AttributeKind.Number => (double)(value.Number ?? 0),
            AttributeKind.Range => (double)(value.Second ?? 0),
            _ => double.NaN,
        };
        _words += double.IsNaN(number) ? 1 : 0;
        _numberOf[row] = number;
        _codeOf[row] = CodeOf(value);
    }

    /// <summary>A category has as many rows as it has products, whether they have the attribute or not.</summary>
    public void Grow(int rows)
    {
        while (_codeOf.Count < rows)
        {
            _codeOf.Add(None);
            _numberOf.Add(double.NaN);
        }
    }

    private int CodeOf(AttributeValue value)
    {
        if (_codesByValue.TryGetValue(value, out var code))
        {
            return code;
        }

        var key = AttributeJson.Canonical(value);
        if (!_codes.TryGetValue(key, out code))
        {
            code = Values.Count;
            _codes.Add(key, code);
            Values.Add((key, AttributeWords.Words(definition, value)));
            _wordsByCode.Add(wordsOf(value));
        }

        _codesByValue.Add(value, code);
        return code;
    }
}
