using GigGatek.Contracts.Payments;
using GigGatek.Payments.Ledger;
using static GigGatek.Contracts.Payments.DisputeState;

namespace GigGatek.Payments.Disputes;

/// <summary>The legal moves of a dispute, and what each books. Nothing leaves Won, Lost or Closed: the bank decided.</summary>
internal static class DisputeMoves
{
    private static readonly Dictionary<DisputeState, DisputeState[]> Table = new()
    {
        [Inquiry] = [Open, Won, Lost, Closed],
        [Open] = [Won, Lost],
        [Won] = [],
        [Lost] = [],
        [Closed] = [],
    };

    /// <param name="from">Null for one that is new here.</param>
    public static bool IsLegal(DisputeState? from, DisputeState to) => from is not { } known || Table[known].Contains(to);

    public static bool IsDecided(DisputeState state) => state is Won or Lost or Closed;

    /// <summary>What a move books. One that skips Open, because nobody told of it, books the taking too.</summary>
    public static IEnumerable<Posting> Book(DisputeState? from, DisputeRow to)
    {
        if ((from is null or Inquiry) && (to.State is Open or Won or Lost))
        {
            yield return Postings.Disputed(to.Id, to.PaymentId, to.Total);
        }

        if (to.State == Won)
        {
            yield return Postings.DisputeWon(to.Id, to.PaymentId, to.Total);
        }
        else if (to.State == Lost)
        {
            yield return Postings.DisputeLost(to.Id, to.PaymentId, to.Total);
        }
    }
}
