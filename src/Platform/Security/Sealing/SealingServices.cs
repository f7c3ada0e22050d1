using System.Linq.Expressions;
using GigGatek.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Platform.Security.Sealing;

/// <summary>Registration of sealed columns and blind indexes. What is sealed and not declared here is never re-encrypted: its key is lost.</summary>
public static class SealingServices
{
    /// <summary>Declares a column of sealed values.</summary>
    public static IServiceCollection AddSealedColumn<TDb, TRow>(
        this IServiceCollection services, Expression<Func<TRow, long>> id, Expression<Func<TRow, string?>> value)
        where TDb : ModuleDb
        where TRow : class =>
        services.AddSingleton<ISealedColumn>(provider => ActivatorUtilities.CreateInstance<SealedColumn<TDb, TRow>>(provider, new Cells<TRow>(id, value, null)));

    /// <summary>Declares a column of blind indexes.</summary>
    /// <param name="source">The sealed column of the same row that it is the index of.</param>
    /// <param name="purpose">As given to <see cref="PersonalData.BlindIndex(string, string)"/>.</param>
    /// <param name="canonical">What is looked up, from the opened value.</param>
    public static IServiceCollection AddBlindIndex<TDb, TRow>(
        this IServiceCollection services, Expression<Func<TRow, long>> id, Expression<Func<TRow, string?>> index, Expression<Func<TRow, string?>> source,
        string purpose, Func<string, string> canonical)
        where TDb : ModuleDb
        where TRow : class =>
        services.AddSingleton<ISealedColumn>(provider => ActivatorUtilities.CreateInstance<BlindIndexColumn<TDb, TRow>>(
            provider, new Cells<TRow>(id, index, source), new Indexing(purpose, canonical)));

    /// <summary>Declares a column of blind indexes of values that are stored nowhere; its rows must end by themselves.</summary>
    public static IServiceCollection AddExpiringIndex<TDb, TRow>(this IServiceCollection services, Expression<Func<TRow, string?>> index, string purpose)
        where TDb : ModuleDb
        where TRow : class =>
        services.AddSingleton<ISealedColumn>(provider => ActivatorUtilities.CreateInstance<ExpiringIndexColumn<TDb, TRow>>(provider, index, purpose));

    /// <summary>Writes a chunk in one transaction. Answers how many were still what had been read.</summary>
    internal static Task<int> ReplaceAsync<TDb, TRow>(
        this Sessions<TDb> sessions, Cells<TRow> cells, IReadOnlyList<(Cell Read, string Value)> anew, CancellationToken ct)
        where TDb : ModuleDb
        where TRow : class =>
        anew.Count == 0
            ? Task.FromResult(0)
            : sessions.WriteAsync(
                async db =>
                {
                    var changed = 0;
                    foreach (var (read, value) in anew)
                    {
                        changed += await cells.TryReplaceAsync(db, read, value, ct) ? 1 : 0;
                    }

                    return changed;
                },
                ct);
}
