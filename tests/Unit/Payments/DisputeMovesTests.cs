using GigGatek.Contracts.Payments;
using GigGatek.Payments.Disputes;
using GigGatek.Payments.Ledger;

namespace GigGatek.Tests.Unit.Payments;

public sealed class DisputeMovesTests
{
    private static readonly DisputeState?[] Before = [null, .. Enum.GetValues<DisputeState>().Cast<DisputeState?>()];

    /// <summary>Every way through the states, however many of them nobody told of, books the same as the whole way.</summary>
    [Fact]
    public void Whatever_was_missed_an_open_dispute_is_held_a_lost_one_is_lost_and_any_other_costs_nothing()
    {
        var ways = 0;
        foreach (var way in Ways(null, []))
        {
            ways++;
            var (from, booked) = ((DisputeState?)null, new Dictionary<string, long>());
            foreach (var to in way)
            {
                foreach (var line in DisputeMoves.Book(from, Row(to)).SelectMany(posting => posting.Lines))
                {
                    booked[line.Account] = booked.GetValueOrDefault(line.Account) + line.Amount.Minor;
                }

                from = to;
            }

            booked.Values.Sum().ShouldBe(0);
            booked.GetValueOrDefault(LedgerAccounts.DisputedFunds).ShouldBe(way[^1] == DisputeState.Open ? 100 : 0, string.Join(" → ", way));
            booked.GetValueOrDefault(LedgerAccounts.DisputeLosses).ShouldBe(way[^1] == DisputeState.Lost ? 100 : 0, string.Join(" → ", way));
        }

        ways.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Nothing_leaves_what_is_decided_and_nothing_stays_where_it_is()
    {
        foreach (var from in Before.OfType<DisputeState>())
        {
            DisputeMoves.IsLegal(from, from).ShouldBeFalse();
            if (DisputeMoves.IsDecided(from))
            {
                Enum.GetValues<DisputeState>().ShouldAllBe(to => !DisputeMoves.IsLegal(from, to));
            }
        }
    }

    private static IEnumerable<DisputeState[]> Ways(DisputeState? from, DisputeState[] sofar) =>
        Enum.GetValues<DisputeState>().Where(to => DisputeMoves.IsLegal(from, to)).SelectMany(to => Ways(to, [.. sofar, to]).Prepend([.. sofar, to]));

    private static DisputeRow Row(DisputeState state) => new() { Id = "du_1", PaymentId = 1, Amount = 100, Currency = "USD", State = state };
}
