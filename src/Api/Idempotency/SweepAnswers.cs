using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;

namespace GigGatek.Api.Idempotency;

/// <summary>Forgets answers after a day.</summary>
internal sealed class SweepAnswers(Sessions<ApiDb> sessions, TimeProvider clock) : IJob
{
    public Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - KeptAnswers.KeptFor;
        return sessions.WriteAsync(db => db.Answers.DeleteAsync(row => row.CreatedAt < before, ct), ct);
    }
}
