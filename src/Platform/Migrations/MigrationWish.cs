namespace GigGatek.Platform.Migrations;

/// <summary>Which pending migrations are to run.</summary>
/// <param name="Phase"><c>expand</c> or <c>contract</c>.</param>
/// <param name="To">The last version that may run; null: all.</param>
/// <param name="Timeout">How long a statement is tried that cannot have its lock, because somebody uses the table.</param>
public sealed record MigrationWish(string Phase = "expand", long? To = null, TimeSpan? Timeout = null)
{
    /// <summary>Where nothing else is said.</summary>
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(1);
}

/// <summary>What a migration run did.</summary>
/// <param name="Applied">Names of the migrations that ran, in order.</param>
public sealed record MigrationReport(IReadOnlyList<string> Applied);

/// <summary>How a database stands to this program.</summary>
/// <param name="Database">Fit to be shown: no secret is in it.</param>
/// <param name="Fault">Why it cannot be used, a sentence with the remedy; null when it can.</param>
/// <param name="Version">Of the newest schema change that it has; null when it has none.</param>
/// <param name="Pending">How many of this program's changes of the phase <c>expand</c> it lacks.</param>
public sealed record SchemaStanding(string Database, string? Fault, long? Version, int Pending);

/// <summary>What a migration run would do to one database.</summary>
/// <param name="Database">Fit to be shown: no secret is in it.</param>
public sealed record SchemaPlan(string Database, IReadOnlyList<PlannedMigration> Migrations);

/// <summary>A pending migration.</summary>
/// <param name="Statements">In the words of the database's engine, in order, the note in the history last.</param>
public sealed record PlannedMigration(long Version, string Description, IReadOnlyList<PlannedStatement> Statements);

/// <summary>One statement, in the words of the database's engine.</summary>
/// <param name="IsRaw">The migration wrote it as SQL itself.</param>
public sealed record PlannedStatement(string Sql, bool IsRaw);
