using GigGatek.Contracts.Payments;
using static GigGatek.Contracts.Payments.PaymentState;

namespace GigGatek.Payments.Charges;

/// <summary>The legal moves of a payment. Nothing leaves Succeeded or Cancelled: the provider decided for good.</summary>
internal static class PaymentMoves
{
    private static readonly Dictionary<PaymentState, PaymentState[]> Table = new()
    {
        [Open] = [Processing, RequiresAction, Succeeded, Cancelled],
        [Processing] = [Open, RequiresAction, Succeeded, Cancelled],
        [RequiresAction] = [Open, Processing, Succeeded, Cancelled],
        [Succeeded] = [],
        [Cancelled] = [],
    };

    public static bool IsLegal(PaymentState from, PaymentState to) => Table[from].Contains(to);
}
