using System.Globalization;
using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Browse;

/// <summary>The home page's rows: what came last, and what gives most for the money. Two statements.</summary>
internal sealed class ListShelves(FreshIndex fresh, ReadCards cards)
{
    private const int PerShelf = 8;

    private static readonly BestValue[] BestValues =
    [
        new("Most cores per dollar", "cpu", "core_count", "cores per dollar"),
        new("Most graphics memory per dollar", "video-card", "memory", "GB per dollar"),
        new("Most storage per dollar", "internal-hard-drive", "capacity", "GB per dollar"),
        new("Most watts per dollar", "power-supply", "wattage", "W per dollar"),
    ];

    public async Task<IReadOnlyList<Shelf>> Handle(CancellationToken ct)
    {
        var plans = await fresh.Read(index => (List<Plan>)[Newest(index), .. BestValues.Select(value => Best(index, value))], ct);
        var byId = (await cards.Handle([.. plans.SelectMany(plan => plan.Ids).Distinct()], GradeSet.Any, ct)).ToDictionary(card => card.Id);
        return
        [
            .. plans.Select(plan => (plan, Kept: Enumerable.Range(0, plan.Ids.Count).Where(i => byId.ContainsKey(plan.Ids[i])).ToList()))
                .Where(entry => entry.Kept.Count > 0)
                .Select(entry => new Shelf(
                    entry.plan.Title, entry.plan.CategorySlug, [.. entry.Kept.Select(i => byId[entry.plan.Ids[i]])],
                    entry.plan.Figures.Count == 0 ? [] : [.. entry.Kept.Select(i => entry.plan.Figures[i])])),
        ];
    }

    /// <summary>
    /// The newest of each category before the second newest of any: an import that ends with a hundred cables does not fill the shelf with them.
    /// </summary>
    private static Plan Newest(CatalogIndex index) => new(
        "Newest on the bench", null,
        [.. index.Categories
            .SelectMany(rows => NewestFirst(Buyable(rows)).Take(PerShelf).Select((item, place) => (item, place)))
            .GroupBy(ranked => ranked.place, ranked => ranked.item).OrderBy(group => group.Key).SelectMany(NewestFirst)
            .Take(PerShelf).Select(item => item.Rows.Ids[item.Row])],
        []);

    private static IEnumerable<(CategoryRows Rows, int Row)> NewestFirst(IEnumerable<(CategoryRows Rows, int Row)> items) =>
        items.OrderByDescending(item => item.Rows.Created[item.Row]).ThenByDescending(item => item.Rows.Ids[item.Row]);

    private static Plan Best(CatalogIndex index, BestValue value)
    {
        var rows = index.Categories.FirstOrDefault(rows => rows.Slug == value.CategorySlug);
        var column = rows?.FindColumn(value.Attribute);
        if (rows is null || column is null)
        {
            return new Plan(value.Title, value.CategorySlug, [], []);
        }

        var best = Buyable(rows)
            .Select(item => (Id: rows.Ids[item.Row], PerUnit: column.Numbers[item.Row] * 100 / rows.Prices[item.Row]))
            .Where(item => item.PerUnit > 0)
            .OrderByDescending(item => item.PerUnit).ThenBy(item => item.Id).Take(PerShelf).ToList();
        return new Plan(
            value.Title, value.CategorySlug, [.. best.Select(item => item.Id)],
            [.. best.Select(item => $"{item.PerUnit.ToString(item.PerUnit < 1 ? "0.000" : "0.0", CultureInfo.InvariantCulture)} {value.Unit}")]);
    }

    private static IEnumerable<(CategoryRows Rows, int Row)> Buyable(CategoryRows rows) =>
        Enumerable.Range(0, rows.Count).Where(row => rows.Published[row] && rows.Grades[row] != 0 && rows.Prices[row] > 0).Select(row => (rows, row));

    private sealed record BestValue(string Title, string CategorySlug, string Attribute, string Unit);

    private sealed record Plan(string Title, string? CategorySlug, IReadOnlyList<long> Ids, IReadOnlyList<string> Figures);
}
