using GigGatek.Platform.Data.Replicas;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Platform.Replicas;

/// <summary>When a replica is read from.</summary>
public sealed class ReplicaHealthTests
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(2);
    private static readonly NodeLook Good = new(null, IsReadOnly: true, Replicates: true, GtidSet.Empty);

    private readonly ReplicaHealth _health = new(Allowed);

    [Fact]
    public void The_first_good_look_at_the_start_is_enough()
    {
        _health.State.ShouldBe(ReplicaState.Unreachable);
        Take(Good).ShouldBe(ReplicaState.InRotation);
    }

    [Fact]
    public void One_bad_look_is_enough_to_leave_it_and_five_good_ones_in_a_row_to_take_it_again()
    {
        Take(Good);
        Take(NodeLook.Failed("gone")).ShouldBe(ReplicaState.Unreachable);
        TakeTimes(4, Good).ShouldBe(ReplicaState.Unreachable);
        Take(NodeLook.Failed("gone again")).ShouldBe(ReplicaState.Unreachable);
        TakeTimes(4, Good).ShouldBe(ReplicaState.Unreachable);
        Take(Good).ShouldBe(ReplicaState.InRotation);
    }

    [Fact]
    public void One_on_the_edge_does_not_come_and_go()
    {
        Take(Good);
        Take(Good, Allowed).ShouldBe(ReplicaState.InRotation);
        Take(Good, Allowed * 1.01).ShouldBe(ReplicaState.Lagging);
        TakeTimes(20, Good, Allowed * 0.9).ShouldBe(ReplicaState.Lagging);
        TakeTimes(5, Good, Allowed / 2).ShouldBe(ReplicaState.InRotation);
    }

    [Fact]
    public void One_that_takes_nothing_from_the_primary_is_stopped_and_one_that_may_not_be_asked_is_judged_by_its_lag()
    {
        Take(Good with { Replicates = false }).ShouldBe(ReplicaState.Stopped);
        TakeTimes(5, Good with { Replicates = null }).ShouldBe(ReplicaState.InRotation);
        Take(Good with { Replicates = null }, Allowed * 2).ShouldBe(ReplicaState.Lagging);
    }

    [Fact]
    public void One_that_was_promoted_is_no_replica_any_more()
    {
        Take(Good);
        Take(Good with { IsReadOnly = false, Replicates = false }).ShouldBe(ReplicaState.Primary);
        TakeTimes(5, Good with { IsReadOnly = false }).ShouldBe(ReplicaState.InRotation);    // replicates, but someone forgot to make it read-only
    }

    [Fact]
    public void It_is_behind_by_the_age_of_the_first_place_that_it_has_not_reached()
    {
        var clock = new FakeTimeProvider();
        var trail = new PrimaryTrail(clock);
        trail.LagOf(At(0)).ShouldBe(TimeSpan.Zero);    // nobody has seen the primary yet
        trail.Add(At(10));
        clock.Advance(TimeSpan.FromSeconds(60));
        trail.LagOf(At(10)).ShouldBe(TimeSpan.Zero);    // a quiet primary makes nobody late
        trail.Add(At(20));
        clock.Advance(TimeSpan.FromSeconds(1));
        trail.Add(At(30));
        trail.Add(At(30));
        clock.Advance(TimeSpan.FromSeconds(2));
        trail.LagOf(At(30)).ShouldBe(TimeSpan.Zero);
        trail.LagOf(At(25)).ShouldBe(TimeSpan.FromSeconds(2));
        trail.LagOf(At(10)).ShouldBe(TimeSpan.FromSeconds(3));
        trail.LagOf(At(9)).ShouldBe(TimeSpan.FromSeconds(63));
    }

    private static GtidSet At(int number) => GtidSet.TryParse($"0-1-{number}")!;

    private ReplicaState Take(NodeLook look, TimeSpan lag = default)
    {
        _health.Take(look, lag);
        return _health.State;
    }

    private ReplicaState TakeTimes(int times, NodeLook look, TimeSpan lag = default)
    {
        for (var i = 0; i < times; i++)
        {
            Take(look, lag);
        }

        return _health.State;
    }
}
