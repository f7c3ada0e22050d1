using Microsoft.AspNetCore.Http.Extensions;

namespace GigGatek.Storefront.Admin.Products;

/// <summary>What the owner looks for, as it stands in the address.</summary>
public sealed record ProductSearch(string? Text, string? Category, string? Cursor)
{
    public bool IsEmpty => Text is null && Category is null;

    /// <summary>The address of another page of the same search; the first one without a cursor.</summary>
    public string PathOf(string? cursor)
    {
        var query = new QueryBuilder();
        Add(query, "q", Text);
        Add(query, "category", Category);
        Add(query, "cursor", cursor);
        return "/admin/products" + query;
    }

    private static void Add(QueryBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Add(name, value);
        }
    }
}
