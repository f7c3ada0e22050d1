using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Browse;

/// <summary>What a query asks of a product, each part with a number, so that a facet can count without its own part.</summary>
internal sealed class Conditions
{
    public const int None = -1;
    public const int Many = -2;

    public const int PriceOnly = 0;
    public const int GradeOnly = 1;
    public const int StockOnly = 2;

    private const int FirstAttribute = 3;

    public Conditions(ProductQuery query)
    {
        Query = query;
        Grades = GradesOf(query);
        Attributes =
        [
            .. (query.Filters ?? []).GroupBy(filter => filter.Attribute, StringComparer.Ordinal).Select(Merge)
                .Where(filter => filter.Values.Count > 0 || filter.Min is not null || filter.Max is not null),
        ];
    }

    public ProductQuery Query { get; }

    /// <summary>A <see cref="GradeSet"/>; 0 asks for none in particular.</summary>
    public int Grades { get; }

    /// <summary>One per attribute.</summary>
    public List<AttributeFilter> Attributes { get; }

    public static int GradesOf(ProductQuery query) => (query.Grades ?? []).Aggregate(0, (set, grade) => set | GradeSet.Bit(grade));

    /// <summary>The number of an attribute's condition; <see cref="None"/> when nothing is asked of it.</summary>
    public int OfAttribute(string name)
    {
        var index = Attributes.FindIndex(filter => filter.Attribute == name);
        return index < 0 ? None : FirstAttribute + index;
    }

    public ForCategory In(CategoryRows rows) => new(this, rows);

    private static AttributeFilter Merge(IGrouping<string, AttributeFilter> filters) => new(
        filters.Key,
        [.. filters.SelectMany(filter => filter.Values).Distinct(StringComparer.Ordinal)],
        filters.Max(filter => filter.Min),
        filters.Min(filter => filter.Max));

    /// <summary>The conditions with the columns and codes of one category.</summary>
    internal sealed class ForCategory
    {
        private readonly Conditions _conditions;
        private readonly CategoryRows _rows;
        private readonly (AttributeColumn? Column, bool[]? Codes, double Min, double Max)[] _attributes;

        public ForCategory(Conditions conditions, CategoryRows rows)
        {
            _conditions = conditions;
            _rows = rows;
            _attributes = [.. conditions.Attributes.Select(filter => Compile(rows.FindColumn(filter.Attribute), filter))];
        }

        /// <summary>
        /// The number of the one condition that fails; <see cref="None"/> when all hold, <see cref="Many"/> when several fail.
        /// A product that is not there in a chosen grade has no price to ask about.
        /// </summary>
        public int FailsOnly(int row)
        {
            var failed = _conditions.Grades != 0 && (_rows.Grades[row] & _conditions.Grades) == 0 ? GradeOnly
                : IsPriceRight(PriceOf(row)) ? None
                : PriceOnly;

            if (_conditions.Query.InStockOnly && _rows.Grades[row] == 0)
            {
                failed = failed == None ? StockOnly : Many;
            }

            for (var i = 0; i < _attributes.Length && failed != Many; i++)
            {
                if (!Holds(_attributes[i], row))
                {
                    failed = failed == None ? FirstAttribute + i : Many;
                }
            }

            return failed;
        }

        /// <summary>The price that the list shows: the lowest among the chosen grades.</summary>
        public long PriceOf(int row) => _rows.PriceAmong(_conditions.Grades, row);

        /// <summary>True when this grade of the product can be bought now, for a price within the asked range.</summary>
        public bool HasGrade(int row, int grade) => (_rows.Grades[row] & grade) != 0 && IsPriceRight(_rows.PriceAmong(grade, row));

        private bool IsPriceRight(long price)
        {
            var (min, max) = (_conditions.Query.PriceMin, _conditions.Query.PriceMax);
            return (min is null && max is null) || (price != CategoryRows.NoPrice && price >= (min ?? 0) && price <= (max ?? long.MaxValue));
        }

        private static bool Holds((AttributeColumn? Column, bool[]? Codes, double Min, double Max) filter, int row)
        {
            if (filter.Column is null)
            {
                return false;
            }

            var code = filter.Column.Codes[row];
            var number = filter.Column.Numbers[row];
            return code != AttributeColumn.None
                && (filter.Codes is null || filter.Codes[code])
                && ((double.IsNegativeInfinity(filter.Min) && double.IsPositiveInfinity(filter.Max)) || (number >= filter.Min && number <= filter.Max));
        }

        private static (AttributeColumn?, bool[]?, double, double) Compile(AttributeColumn? column, AttributeFilter filter)
        {
            bool[]? codes = null;
            if (column is not null && filter.Values.Count > 0)
            {
                codes = new bool[column.Values.Count];
                foreach (var code in filter.Values.Select(column.FindCode).Where(code => code != AttributeColumn.None))
                {
                    codes[code] = true;
                }
            }

            return (column, codes, (double?)filter.Min ?? double.NegativeInfinity, (double?)filter.Max ?? double.PositiveInfinity);
        }
    }
}
