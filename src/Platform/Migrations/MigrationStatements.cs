namespace GigGatek.Platform.Migrations;

/// <summary>Where the statements of migrations go: to the database, or only onto paper.</summary>
internal sealed class MigrationStatements(bool onlyPlan, TimeSpan timeout)
{
    private readonly List<PlannedStatement> _planned = [];

    /// <summary>The migration that is running; 0: the history's own table.</summary>
    public long Version { get; private set; }

    /// <summary>How many statements of it came before.</summary>
    public int Position { get; private set; }

    /// <summary>How long one is tried that cannot have its lock.</summary>
    public TimeSpan Timeout { get; } = timeout;

    public void Begin(long version)
    {
        (Version, Position) = (version, 0);
        _planned.Clear();
    }

    /// <summary>Of the running migration.</summary>
    public IReadOnlyList<PlannedStatement> Planned => [.. _planned];

    /// <summary>Takes the next statement: runs it, unless this is only a plan.</summary>
    /// <param name="isRaw">A migration wrote it as SQL itself.</param>
    public void Take(string sql, Action run, bool isRaw = false)
    {
        if (sql.AsSpan().Trim(" ;\r\n").IsEmpty)
        {
            return;    // the generator says nothing where the engine has nothing of the kind
        }

        if (onlyPlan)
        {
            _planned.Add(new PlannedStatement(sql.Trim(), isRaw));
        }
        else
        {
            run();
        }

        Position++;
    }
}
