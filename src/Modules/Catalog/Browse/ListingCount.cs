
namespace GigGatek.Catalog.Browse;

/// <summary>
/// One pass over the products that a query may match: the matches with their sort keys, and all counts. A product that
/// fails a single condition still counts in that condition's own facet, so that a choice leaves the others visible.
/// </summary>
internal sealed class ListingCount
{
    private readonly CatalogIndex _index;
    private readonly Conditions _conditions;
    private readonly Scope _scope;
    private readonly SortKey? _after;
    private readonly PriorityQueue<long, SortKey> _first;
    private readonly int _size;

    private ListingCount(CatalogIndex index, Conditions conditions, Scope scope, int size)
    {
        _index = index;
        _conditions = conditions;
        _scope = scope;
        _size = size;
        _after = SortKey.Read(conditions.Query.Cursor, conditions.Query.Sort);
        CursorIsUnknown = _after is null && !string.IsNullOrEmpty(conditions.Query.Cursor);
        _first = new PriorityQueue<long, SortKey>(size + 1, Comparer<SortKey>.Create((left, right) => right.CompareTo(left)));
    }

    public int Total { get; private set; }

    public int InStock { get; private set; }

    public long? PriceMin { get; private set; }

    public long? PriceMax { get; private set; }

    public int[] ByGrade { get; } = new int[3];

    public Dictionary<CategoryRows, int> ByCategory { get; } = [];

    public List<AttributeCount> Attributes { get; } = [];

    /// <summary>The page, in order, and the key of its last product where there is more.</summary>
    public IReadOnlyList<long> Ids { get; private set; } = [];

    public SortKey? Next { get; private set; }

    public bool CursorIsUnknown { get; }

    /// <param name="hits">Matches of the text with their relevance; null when there is no text.</param>
    public static ListingCount Of(CatalogIndex index, Conditions conditions, Scope scope, IReadOnlyDictionary<long, int>? hits, int size)
    {
        var count = new ListingCount(index, conditions, scope, size);
        if (hits is null)
        {
            count.CountAll();
        }
        else
        {
            count.CountHits(hits);
        }

        count.TakePage();
        return count;
    }

    private void CountAll()
    {
        foreach (var rows in _index.Categories.Where(_scope.Contains))
        {
            var counter = new CategoryCount(this, rows);
            for (var row = 0; row < rows.Count; row++)
            {
                counter.Add(row, null);
            }
        }
    }

    private void CountHits(IReadOnlyDictionary<long, int> hits)
    {
        var counters = new Dictionary<CategoryRows, CategoryCount>();
        foreach (var (id, relevance) in hits)
        {
            if (_index.TryFind(id, out var rows, out var row))
            {
                if (!counters.TryGetValue(rows, out var counter))
                {
                    counters[rows] = counter = new CategoryCount(this, rows);
                }

                counter.Add(row, relevance);
            }
        }
    }

    private void Match(CategoryRows rows, int row, int? relevance)
    {
        Total++;
        var key = SortKey.Of(rows, row, rows.PriceAmong(_conditions.Grades, row), _conditions.Query.Sort, relevance);
        if (_after is { } after && key.CompareTo(after) <= 0)
        {
            return;
        }

        if (_first.Count <= _size)
        {
            _first.Enqueue(rows.Ids[row], key);
        }
        else
        {
            _first.EnqueueDequeue(rows.Ids[row], key);
        }
    }

    private void TakePage()
    {
        var page = new List<(long Id, SortKey Key)>(_first.Count);
        while (_first.TryDequeue(out var id, out var key))
        {
            page.Add((id, key));
        }

        page.Reverse();
        if (page.Count > _size)
        {
            Next = page[_size - 1].Key;
            page.RemoveRange(_size, page.Count - _size);
        }

        Ids = [.. page.Select(entry => entry.Id)];
    }

    /// <summary>Counts within one category.</summary>
    private sealed class CategoryCount
    {
        private readonly ListingCount _count;
        private readonly CategoryRows _rows;
        private readonly Conditions.ForCategory _conditions;
        private readonly AttributeCount[] _attributes;
        private readonly bool _isInScope;

        public CategoryCount(ListingCount count, CategoryRows rows)
        {
            _count = count;
            _rows = rows;
            _conditions = count._conditions.In(rows);
            _isInScope = count._scope.Contains(rows);
            _attributes = _isInScope
                ? [.. rows.Columns.Where(column => column.Definition.IsFacet)
                    .Select(column => new AttributeCount(column, count._conditions.OfAttribute(column.Definition.Name)))]
                : [];
            count.Attributes.AddRange(_attributes);
        }

        public void Add(int row, int? relevance)
        {
            if (!_rows.Published[row])
            {
                return;
            }

            var failed = _conditions.FailsOnly(row);
            if (failed == Conditions.None)
            {
                _count.ByCategory[_rows] = _count.ByCategory.GetValueOrDefault(_rows) + 1;
            }

            if (failed == Conditions.Many || !_isInScope)
            {
                return;
            }

            if (failed == Conditions.None)
            {
                _count.Match(_rows, row, relevance);
            }

            foreach (var attribute in _attributes)
            {
                if (failed == Conditions.None || failed == attribute.Condition)
                {
                    attribute.Add(row);
                }
            }

            AddFixed(row, failed);
        }

        private void AddFixed(int row, int failed)
        {
            var price = _conditions.PriceOf(row);
            if (price != CategoryRows.NoPrice && (failed == Conditions.None || failed == Conditions.PriceOnly))
            {
                _count.PriceMin = Math.Min(_count.PriceMin ?? price, price);
                _count.PriceMax = Math.Max(_count.PriceMax ?? price, price);
            }

            // Each grade has its own price: a choice of another one asks that.
            if (failed is Conditions.None or Conditions.GradeOnly or Conditions.PriceOnly)
            {
                for (var grade = 0; grade < 3; grade++)
                {
                    _count.ByGrade[grade] += _conditions.HasGrade(row, 1 << grade) ? 1 : 0;
                }
            }

            if (_rows.Grades[row] != 0 && (failed == Conditions.None || failed == Conditions.StockOnly))
            {
                _count.InStock++;
            }
        }
    }
}

/// <summary>The part of the tree that is looked at.</summary>
internal sealed record Scope(HashSet<long>? Categories)
{
    public static Scope Everything { get; } = new((HashSet<long>?)null);

    public bool IsEverything => Categories is null;

    public bool Contains(CategoryRows rows) => Categories is null || Categories.Contains(rows.CategoryId);
}
