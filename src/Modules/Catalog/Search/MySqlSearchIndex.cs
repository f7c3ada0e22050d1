using System.Text;
using GigGatek.Platform.Data;
using LinqToDB.Data;

namespace GigGatek.Catalog.Search;

/// <summary>
/// InnoDB's FULLTEXT in boolean mode, alike on MySQL and MariaDB. Each word is kept with a beginning of its own: so none is
/// shorter than the three letters that the index asks for ("i5", "4k"), and none is on its list of words to leave out
/// ("com", "how"). The parser cuts at spaces, because words hold only letters and digits; for the same reason no text of a
/// shopper is ever syntax.
/// </summary>
internal sealed class MySqlSearchIndex(ISqlDialect dialect) : ISearchIndex
{
    private const string Mark = "zz";
    private static readonly TimeSpan BeforeAskingAgain = TimeSpan.FromMilliseconds(50);

    public async Task AddAsync(CatalogDb db, IReadOnlyList<SearchDocument> documents, CancellationToken ct)
    {
        await using var insert = new RowInserter(db, "catalog_search", ["product_id", "words"], dialect.RowsPerInsert);
        foreach (var document in documents)
        {
            await insert.Add([document.ProductId, Marked(document.Words)], ct);
        }

        await insert.Flush(ct);
    }

    public async Task ReplaceAsync(CatalogDb db, SearchDocument document, CancellationToken ct) =>
        await db.ExecuteAsync(
            "INSERT INTO catalog_search (product_id, words) VALUES (@id, @words) ON DUPLICATE KEY UPDATE words = @words",
            ct, new DataParameter("id", document.ProductId), new DataParameter("words", Marked(document.Words)));

    /// <summary>
    /// Nothing is believed when it was said twice. While InnoDB moves new words from memory into its tables it forgets them a moment
    /// before they are there (fts_sync_commit clears the cache, then commits), and a search in between finds none of them: 11 of 160
    /// fresh tables on MariaDB 11.8 were empty to one look within their first tenth of a second.
    /// </summary>
    public async Task<List<long>> FindAsync(CatalogDb db, SearchQuery query, CancellationToken ct)
    {
        var found = await AskAsync(db, query, ct);
        if (found.Count > 0)
        {
            return found;
        }

        await Task.Delay(BeforeAskingAgain, ct);
        return await AskAsync(db, query, ct);
    }

    public Task<List<long>> FindMissingAsync(CatalogDb db, CancellationToken ct) =>
        db.QueryToListAsync<long>(
            "SELECT id FROM catalog_products p WHERE NOT EXISTS (SELECT * FROM catalog_search s WHERE s.product_id = p.id) ORDER BY id LIMIT 20", ct);

    private static Task<List<long>> AskAsync(CatalogDb db, SearchQuery query, CancellationToken ct) =>
        db.QueryToListAsync<long>(
            "SELECT product_id FROM catalog_search WHERE MATCH(words) AGAINST(@query IN BOOLEAN MODE)", ct, new DataParameter("query", Expression(query)));

    /// <summary>All groups (+), in a group any alternative, in an alternative all terms (+).</summary>
    internal static string Expression(SearchQuery query)
    {
        var text = new StringBuilder();
        foreach (var group in query.Groups)
        {
            text.Append(text.Length == 0 ? "+(" : " +(");
            for (var i = 0; i < group.Count; i++)
            {
                text.Append(i == 0 ? "(" : " (").AppendJoin(' ', group[i].Select(Term)).Append(')');
            }

            text.Append(')');
        }

        return text.ToString();
    }

    internal static string Marked(string words) => words.Length == 0 ? "" : Mark + words.Replace(" ", " " + Mark, StringComparison.Ordinal);

    private static string Term(SearchTerm term) => $"+{Mark}{term.Word}{(term.IsPrefix ? "*" : "")}";
}
