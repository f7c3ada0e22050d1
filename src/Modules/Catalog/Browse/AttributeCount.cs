namespace GigGatek.Catalog.Browse;

/// <summary>The running count of one attribute in one category.</summary>
internal sealed class AttributeCount(AttributeColumn column, int condition)
{
    private readonly int[] _counts = new int[column.Values.Count];

    public AttributeColumn Column => column;

    /// <summary>The number of its own condition, which its counts ignore.</summary>
    public int Condition => condition;

    public int Total { get; private set; }

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    public IEnumerable<(string Value, string Label, int Count)> Values =>
        column.Values.Select((value, code) => (value.Value, value.Label, _counts[code]));

    public void Add(int row)
    {
        var code = column.Codes[row];
        if (code == AttributeColumn.None)
        {
            return;
        }

        _counts[code]++;
        Total++;
        var number = column.Numbers[row];
        if (!double.IsNaN(number))
        {
            Min = Math.Min(Min, number);
            Max = Math.Max(Max, number);
        }
    }
}
