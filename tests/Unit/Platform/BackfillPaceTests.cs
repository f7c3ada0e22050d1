using GigGatek.Platform.Data.Replicas;
using GigGatek.Platform.Migrations.Backfills;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>How many rows the next chunk of a backfill has.</summary>
public sealed class BackfillPaceTests
{
    [Theory]
    [InlineData(100, 50, 200)]        // quick: twice as many
    [InlineData(100, 150, 100)]       // about right: as many
    [InlineData(100, 201, 50)]        // too slow: half as many
    [InlineData(1, 10_000, 1)]        // never none
    [InlineData(10_000, 1, 10_000)]   // never without end
    public void A_chunk_follows_from_the_time_that_the_last_one_took(int chunk, int milliseconds, int next) =>
        RunBackfills.NextChunk(chunk, TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(200)).ShouldBe(next);

    [Fact]
    public void Replicas_that_follow_are_waited_for_and_those_that_are_gone_are_not()
    {
        WatchedReplicas.Furthest([]).ShouldBe(TimeSpan.Zero);
        WatchedReplicas.Furthest([Replica("InRotation", 1), Replica("Lagging", 9), Replica("Stopped", 500), Replica("Unreachable", 900), Replica("Primary", 0)])
            .ShouldBe(TimeSpan.FromSeconds(9));
    }

    private static ReplicaReport Replica(string state, int seconds) => new("shared", "db:3306", state, IsUseful: false, TimeSpan.FromSeconds(seconds));
}
