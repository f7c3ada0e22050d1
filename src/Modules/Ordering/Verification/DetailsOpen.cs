using System.Security.Cryptography;
using System.Text.Json;
using GigGatek.Ordering.Checkout;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Verification;

/// <summary>A lost key, or a row put together from two, shows here and not when a parcel must be addressed.</summary>
internal sealed class DetailsOpen(Sessions<OrderingDb> sessions, SealedDetails details) : IInvariant
{
    private const int Batch = 500;
    private const int MaxFindings = 20;

    public string Sentence => "Contact and address of every order decrypt, and the order is found by its mail address.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        var findings = new List<string>();
        long seen = 0;
        long last = 0;
        while (findings.Count < MaxFindings && await ListAfter(last, ct) is { Count: > 0 } rows)
        {
            seen += rows.Count;
            last = rows[^1].Id;
            findings.AddRange(rows.Select(Fault).OfType<string>());
        }

        return new InvariantReport(seen, [.. findings.Take(MaxFindings)]);
    }

    private async Task<List<SealedOrder>> ListAfter(long last, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Orders.Where(order => order.Id > last).OrderBy(order => order.Id).Take(Batch)
            .Select(order => new SealedOrder(order.Id, order.Number, order.Contact, order.Address, order.EmailIndex)).ToListAsync(ct);
    }

    private string? Fault(SealedOrder order)
    {
        try
        {
            _ = details.OpenAddress(SealedDetails.Orders, order.Id, order.Address);
            return details.EmailIndexes(details.OpenContact(SealedDetails.Orders, order.Id, order.Contact).Email).Contains(order.EmailIndex)
                ? null
                : $"Order {order.Number} cannot be found by its mail address: the index is another's.";
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or JsonException)
        {
            return $"Contact or address of order {order.Number} does not decrypt.";
        }
    }

    private sealed record SealedOrder(long Id, string Number, string Contact, string Address, string EmailIndex);
}
