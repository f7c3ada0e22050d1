using System.Linq.Expressions;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Platform.Migrations.Backfills;

/// <summary>What a backfill is about.</summary>
/// <param name="Key">The order that it goes through the rows in; rows are added at its end.</param>
/// <param name="Left">True for a row that is not filled yet.</param>
internal sealed record BackfillRows<TRow>(string Name, Expression<Func<TRow, long>> Key, Expression<Func<TRow, bool>> Left);

internal sealed class Backfill<TDb, TRow>(BackfillRows<TRow> about, IFiller<TDb, TRow> filler, Sessions<TDb> sessions, TimeProvider clock) : IBackfill
    where TDb : ModuleDb
    where TRow : class
{
    public string Name => about.Name;

    public Task<BackfillState> FindStateAsync(CancellationToken ct) =>
        sessions.ReadAsync(
            async db => await Notes(db).SingleOrDefaultAsync(note => note.Name == Name, ct) is { } note
                ? new BackfillState(note.Filled, note.FinishedAt is not null)
                : new BackfillState(0, IsFinished: false),
            ct);

    public async Task<BackfillStep> StepAsync(int most, CancellationToken ct) =>
        await sessions.WriteAsync(db => StepAsync(db, most, ct), step => step is not null, ct) ?? new BackfillStep(0, IsFinished: false);

    public Task<bool> HasRowsLeftAsync(CancellationToken ct) => sessions.ReadAsync(db => AnyLeftAsync(db, ct), ct);

    public Task RestartAsync(CancellationToken ct) =>
        sessions.WriteAsync(
            db => Notes(db).Where(note => note.Name == Name && note.FinishedAt != null)
                .Set(note => note.Position, long.MinValue).Set(note => note.FinishedAt, (DateTimeOffset?)null).UpdateAsync(ct),
            ct);

    /// <summary>Null when another process was first.</summary>
    private async Task<BackfillStep?> StepAsync(TDb db, int most, CancellationToken ct)
    {
        var note = await FindNoteAsync(db, ct);
        if (note.FinishedAt is not null)
        {
            return new BackfillStep(0, IsFinished: true);
        }

        var keys = await Left(db).Where(about.Key.Then(key => key > note.Position)).OrderBy(about.Key).Take(most).Select(about.Key).ToListAsync(ct);
        if (keys.Count == 0)
        {
            return await EndAsync(db, note, ct);
        }

        var (first, last) = (keys[0], keys[^1]);
        var rows = Left(db).Where(about.Key.Then(key => key >= first && key <= last));
        var filled = await filler.FillAsync(db, rows, ct);
        return filled == 0 && await rows.AnyAsync(ct)
            ? throw new InvalidOperationException($"The backfill {Name} leaves rows as they were: after its filler they are still left.")
            : await MoveAsync(db, note, last, filled, ct) ? new BackfillStep(filled, IsFinished: false) : null;
    }

    /// <summary>At the end of the keys; once more from the front when rows came behind it.</summary>
    private async Task<BackfillStep?> EndAsync(TDb db, BackfillRow note, CancellationToken ct)
    {
        if (await AnyLeftAsync(db, ct))
        {
            return await MoveAsync(db, note, long.MinValue, 0, ct) ? new BackfillStep(0, IsFinished: false) : null;
        }

        var now = clock.GetUtcNow();
        var ended = await At(db, note).Set(row => row.FinishedAt, now).UpdateAsync(ct);
        return ended == 1 ? new BackfillStep(0, IsFinished: true) : null;
    }

    private static async Task<bool> MoveAsync(TDb db, BackfillRow note, long position, int filled, CancellationToken ct) =>
        await At(db, note).Set(row => row.Position, position).Set(row => row.Filled, row => row.Filled + filled).UpdateAsync(ct) == 1;

    private async Task<BackfillRow> FindNoteAsync(TDb db, CancellationToken ct)
    {
        if (await Notes(db).Where(note => note.Name == Name).ForUpdate().SingleOrDefaultAsync(ct) is { } note)
        {
            return note;
        }

        await Notes(db).InsertAsync(() => new BackfillRow { Name = Name, Position = long.MinValue, Filled = 0 }, ct);
        return new BackfillRow { Name = Name, Position = long.MinValue };
    }

    private static IQueryable<BackfillRow> At(TDb db, BackfillRow note) =>
        Notes(db).Where(row => row.Name == note.Name && row.Position == note.Position && row.FinishedAt == null);

    /// <summary>Along the key, so that it ends at the first.</summary>
    private async Task<bool> AnyLeftAsync(TDb db, CancellationToken ct) => (await Left(db).OrderBy(about.Key).Take(1).Select(about.Key).ToListAsync(ct)).Count > 0;

    private IQueryable<TRow> Left(TDb db) => db.GetTable<TRow>().Where(about.Left);

    private static ITable<BackfillRow> Notes(TDb db) => db.GetTable<BackfillRow>().TableName(BackfillRow.Table);
}
