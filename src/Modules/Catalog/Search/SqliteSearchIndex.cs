using System.Globalization;
using System.Text;
using LinqToDB.Data;

namespace GigGatek.Catalog.Search;

/// <summary>FTS5 (https://www.sqlite.org/fts5.html). Words hold only letters and digits and are quoted, so no text of a shopper is ever syntax.</summary>
internal sealed class SqliteSearchIndex : ISearchIndex
{
    public async Task AddAsync(CatalogDb db, IReadOnlyList<SearchDocument> documents, CancellationToken ct)
    {
        await using var insert = new RowInserter(db, "catalog_search", ["rowid", "words"], rowsPerStatement: 1);
        foreach (var document in documents)
        {
            await insert.Add([document.ProductId, document.Words], ct);
        }

        await insert.Flush(ct);
    }

    public async Task ReplaceAsync(CatalogDb db, SearchDocument document, CancellationToken ct)
    {
        await db.ExecuteAsync("DELETE FROM catalog_search WHERE rowid = @id", ct, new DataParameter("id", document.ProductId));
        await db.ExecuteAsync(
            "INSERT INTO catalog_search (rowid, words) VALUES (@id, @words)", ct, new DataParameter("id", document.ProductId), new DataParameter("words", document.Words));
    }

    public Task<List<long>> FindAsync(CatalogDb db, SearchQuery query, CancellationToken ct) =>
        db.QueryToListAsync<long>("SELECT rowid FROM catalog_search WHERE catalog_search MATCH @query", ct, new DataParameter("query", Expression(query)));

    public Task<List<long>> FindMissingAsync(CatalogDb db, CancellationToken ct) =>
        db.QueryToListAsync<long>("SELECT id FROM catalog_products WHERE id NOT IN (SELECT id FROM catalog_search_docsize) ORDER BY id LIMIT 20", ct);

    internal static string Expression(SearchQuery query)
    {
        var text = new StringBuilder();
        foreach (var group in query.Groups)
        {
            text.Append(text.Length == 0 ? "(" : " AND (");
            for (var i = 0; i < group.Count; i++)
            {
                text.Append(i == 0 ? "(" : " OR (").AppendJoin(" AND ", group[i].Select(Term)).Append(')');
            }

            text.Append(')');
        }

        return text.ToString();
    }

    private static string Term(SearchTerm term) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{term.Word}\"{(term.IsPrefix ? "*" : "")}");
}
