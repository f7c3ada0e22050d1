using System.Security.Cryptography;
using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Platform.Verification;

namespace GigGatek.Tests.Integration.Payments;

/// <summary>The language of the payment tests.</summary>
internal static class PaymentSteps
{
    public const string Pays = "4242 4242 4242 4242";
    public const string IsDeclined = "4000 0000 0000 0002";
    public const string LacksMoney = "4000 0000 0000 9995";
    public const string AsksTheBank = "4000 0027 6000 3184";
    public const string IsSilent = "4000 0000 0000 0119";
    public const string TellsTwice = "4000 0000 0000 0259";
    public const string RefundsSlowly = "4000 0000 0000 7726";
    public const string RefundsFail = "4000 0000 0000 5126";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Money Usd(long cents) => new(cents, "USD");

    public static long NewId() => RandomNumberGenerator.GetInt32(1, int.MaxValue);

    public static async Task<Payment> HasPayment(this TestShop shop, long cents)
    {
        var id = NewId();
        return await shop.Get<IPayments>().OpenAsync(new OpenPayment(id, $"GG-{id}", Usd(cents)), Ct);
    }

    public static async Task<Payment> PaysWith(this TestShop shop, Payment payment, string card) =>
        (await shop.Get<IPayments>().ConfirmAsync(payment.Id, card, new Uri(shop.Address, $"/orders/{payment.Id}").AbsoluteUri, Ct)).ShouldNotBeNull();

    public static async Task<Payment> HasPaid(this TestShop shop, long cents, string card = Pays)
    {
        var paid = await shop.PaysWith(await shop.HasPayment(cents), card);
        paid.State.ShouldBe(PaymentState.Succeeded);
        return paid;
    }

    public static async Task<Payment> Looks(this TestShop shop, Payment payment) => (await shop.Get<IPayments>().FindAsync(payment.Id, Ct)).ShouldNotBeNull();

    public static Task<Result<Refund>> Refunds(this TestShop shop, Payment payment, long cents, long? refundId = null) =>
        shop.Get<IPayments>().RefundAsync(new RefundPayment(refundId ?? NewId(), payment.Id, Usd(cents), "Came back"), Ct);

    public static Task WaitsFor(this TestShop shop, Payment payment, PaymentState state) =>
        TestShop.Until(async () => (await shop.Looks(payment)).State == state, $"the payment to be {state}");

    /// <summary>What the invariants of the payments module find.</summary>
    public static async Task<List<string>> FindingsOfPayments(this TestShop shop)
    {
        var findings = new List<string>();
        foreach (var invariant in shop.Get<IEnumerable<IInvariant>>().Where(invariant => invariant.GetType().FullName!.StartsWith("GigGatek.Payments.", StringComparison.Ordinal)))
        {
            findings.AddRange((await invariant.CheckAsync(Ct)).Findings);
        }

        return findings;
    }

    public static Task<long> Count(this TestShop shop, string from) => Task.FromResult(shop.Database.Count(from));

    /// <summary>Past the shop, to look or to do damage.</summary>
    public static Task<object?> Sql(this TestShop shop, string sql) => Task.FromResult(shop.Database.Scalar(sql));
}
