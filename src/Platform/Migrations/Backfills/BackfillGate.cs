using System.Reflection;

namespace GigGatek.Platform.Migrations.Backfills;

/// <summary>Keeps a contract step from running before the backfills that it relies on have filled every row.</summary>
public sealed class BackfillGate(Lazy<IEnumerable<IBackfill>> backfills)
{
    /// <param name="finished">Backfills that have come to their end in its database.</param>
    /// <returns>A sentence with the remedy; null when it may run.</returns>
    public string? WhyNot(Type migration, IReadOnlyCollection<string> finished) =>
        migration.GetCustomAttributes<AfterBackfillAttribute>().Select(after => WhyNot(after.Backfill, finished)).FirstOrDefault(refusal => refusal is not null);

    /// <summary>One that this version has is asked itself; of one that is gone from the code the note must say that it had finished.</summary>
    private string? WhyNot(string name, IReadOnlyCollection<string> finished) => backfills.Value.SingleOrDefault(backfill => backfill.Name == name) switch
    {
        null when !finished.Contains(name) =>
            $"the backfill {name} never came to its end here, and this version does not have it any more. Let a version that has it serve first.",
        { } backfill when backfill.HasRowsLeftAsync(CancellationToken.None).GetAwaiter().GetResult() =>
            $"the backfill {name} has rows left. Let the shop run until giggatek migrate says that it is complete, then start again.",
        _ => null,
    };
}
