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
}
