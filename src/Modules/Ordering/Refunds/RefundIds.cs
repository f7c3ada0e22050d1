using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Ordering.Refunds;

/// <summary>
/// Ids of refunds, made from what they are: whoever wants the same refund, again or at the same time, makes the same id,
/// and the second does nothing.
/// </summary>
internal static class RefundIds
{
    /// <summary>Of all that is left after so much went back.</summary>
    public static long OfRest(long orderId, long refunded) => Hash(string.Create(CultureInfo.InvariantCulture, $"rest|{orderId}|{refunded}"));

    /// <summary>Of a form that the owner sent.</summary>
    public static long OfKey(long orderId, string key) => Hash(string.Create(CultureInfo.InvariantCulture, $"key|{orderId}|{key}"));

    /// <summary>Of the next try after one that the bank refused.</summary>
    public static long OfRetry(long refusedId) => Hash(string.Create(CultureInfo.InvariantCulture, $"retry|{refusedId}"));

    private static long Hash(string wish) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(wish))) & long.MaxValue;
}
