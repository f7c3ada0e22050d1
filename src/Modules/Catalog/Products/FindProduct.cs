using System.Data.Common;
using System.Globalization;
using System.Text;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;

namespace GigGatek.Catalog.Products;

/// <summary>
/// Products with their variants by one joined statement. It is the shop's most frequent read, so it goes past the query
/// builder: one text, one reader, columns by their place.
/// </summary>
internal sealed class FindProduct(Sessions<CatalogDb> sessions)
{
    private const string Select =
        """
        SELECT p.id, p.slug, p.name, p.brand, c.slug, c.name, p.description, p.currency, p.new_price, p.attributes, p.updated_at,
               v.sku, v.grade, v.price, v.available, v.warranty_months
        FROM catalog_products p
        JOIN catalog_categories c ON c.id = p.category_id
        LEFT JOIN catalog_variants v ON v.product_id = p.id
        WHERE p.published = 1 AND p.slug
        """;

    private const string One = Select + " = @slug0";

    /// <summary>Null when there is none, or none that is published.</summary>
    public async Task<Product?> Handle(string slug, CancellationToken ct)
    {
        var found = await Read(One, [slug], ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>In the order asked; unknown ones are left out.</summary>
    public async Task<IReadOnlyList<Product>> Handle(IReadOnlyList<string> slugs, CancellationToken ct)
    {
        var wanted = slugs.Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
        {
            return [];
        }

        var sql = new StringBuilder(Select).Append(" IN (");
        for (var i = 0; i < wanted.Count; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"@slug{i}");
        }

        var found = (await Read(sql.Append(") ORDER BY p.id").ToString(), wanted, ct)).ToDictionary(product => product.Slug, StringComparer.Ordinal);
        return [.. wanted.Where(found.ContainsKey).Select(slug => found[slug])];
    }

    private Task<List<Product>> Read(string sql, IReadOnlyList<string> slugs, CancellationToken ct) => sessions.ReadAsync(db => Read(db, sql, slugs, ct), ct);

    private static async Task<List<Product>> Read(CatalogDb db, string sql, IReadOnlyList<string> slugs, CancellationToken ct)
    {
        await using var command = (await db.OpenDbConnectionAsync(ct)).CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < slugs.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@slug{i}");
            parameter.Value = slugs[i];
            command.Parameters.Add(parameter);
        }

        StatementCounter.Add();
        await using var reader = await command.ExecuteReaderAsync(ct);
        var products = new List<Product>(slugs.Count);
        var variants = new List<Variant>(3);
        var isMore = await reader.ReadAsync(ct);
        while (isMore)
        {
            var product = ReadProduct(reader, variants);
            do
            {
                AddVariant(reader, variants);
                isMore = await reader.ReadAsync(ct);
            }
            while (isMore && reader.GetInt64(0) == product.Id);
            variants.Sort(static (left, right) => left.Grade.CompareTo(right.Grade));
            products.Add(product);
            variants = new List<Variant>(3);
        }

        return products;
    }

    /// <param name="variants">Filled by the caller from the rows that follow.</param>
    private static Product ReadProduct(DbDataReader reader, List<Variant> variants)
    {
        var category = reader.GetString(4);
        var attributes = AttributeJson.Read(category, reader.GetString(9));
        var shown = new List<ProductAttribute>(attributes.Count);
        foreach (var attribute in attributes)
        {
            shown.Add(AttributeWords.Show(category, attribute));
        }

        return new Product(
            reader.GetInt64(0),
            reader.GetString(1),
            reader.GetString(2),
            reader.GetString(3),
            category,
            reader.GetString(5),
            reader.GetString(6),
            reader.IsDBNull(8) ? null : new Money(reader.GetInt64(8), reader.GetString(7)),
            shown,
            variants,
            DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(10)));
    }

    private static void AddVariant(DbDataReader reader, List<Variant> variants)
    {
        if (!reader.IsDBNull(11))
        {
            variants.Add(new Variant(
                reader.GetString(11),
                Enum.Parse<Grade>(reader.GetString(12)),
                reader.IsDBNull(13) ? null : new Money(reader.GetInt64(13), reader.GetString(7)),
                reader.GetInt32(14),
                reader.GetInt32(15)));
        }
    }
}
