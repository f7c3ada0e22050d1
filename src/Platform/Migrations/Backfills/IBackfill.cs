namespace GigGatek.Platform.Migrations.Backfills;

/// <summary>
/// Rows of a table that a release must still fill: written in chunks beside the running shop, after an expand step made room
/// for it and before a contract step relies on it. Each chunk and the note of how far it came are one transaction, so whoever
/// is killed anywhere goes on where he was.
/// </summary>
public interface IBackfill
{
    /// <summary>Never changed once a release has it.</summary>
    string Name { get; }

    /// <summary>How far it has come.</summary>
    Task<BackfillState> FindStateAsync(CancellationToken ct);

    /// <summary>Fills the next rows. Of two processes that meet, one does it.</summary>
    /// <exception cref="InvalidOperationException">Its filler leaves rows as they were.</exception>
    Task<BackfillStep> StepAsync(int most, CancellationToken ct);

    /// <summary>True when a row is left, wherever it is: an older release may have added some behind the position.</summary>
    Task<bool> HasRowsLeftAsync(CancellationToken ct);

    /// <summary>Begins again, for rows that came behind the position.</summary>
    Task RestartAsync(CancellationToken ct);
}

/// <summary>What fills the rows of a backfill.</summary>
public interface IFiller<in TDb, TRow>
{
    /// <summary>Writes these rows, in the transaction of the session. Answers how many it changed.</summary>
    /// <param name="rows">A chunk of those that are left.</param>
    Task<int> FillAsync(TDb db, IQueryable<TRow> rows, CancellationToken ct);
}

/// <summary>How far a backfill has come.</summary>
/// <param name="Filled">Rows written so far.</param>
public sealed record BackfillState(long Filled, bool IsFinished);

/// <summary>What became of one chunk.</summary>
/// <param name="Filled">Rows written; 0 also when another process was first.</param>
public sealed record BackfillStep(int Filled, bool IsFinished);
