using System.Reflection;

namespace GigGatek.Platform.Migrations.Backfills;

/// <summary>Keeps a contract step from running before the backfills that it relies on have filled every row.</summary>
public sealed class BackfillGate(Lazy<IEnumerable<IBackfill>> backfills)
{
    /// <summary>A sentence with the remedy; null when it may run.</summary>
    public string? WhyNot(Type migration) =>
        migration.GetCustomAttributes<AfterBackfillAttribute>().Select(after => WhyNot(after.Backfill)).FirstOrDefault(refusal => refusal is not null);

    private string? WhyNot(string name) => backfills.Value.SingleOrDefault(backfill => backfill.Name == name) switch
    {
        null => $"this version has no backfill {name} that could tell whether every row is filled. Migrate with the version that has it.",
        var backfill when backfill.HasRowsLeftAsync(CancellationToken.None).GetAwaiter().GetResult() =>
            $"the backfill {name} has rows left. Let the shop run until giggatek migrate says that it is complete, then start again.",
        _ => null,
    };
}
