using System.Data.Common;

namespace GigGatek.Tests.Integration.Payments;

/// <summary>Each invariant, broken on purpose.</summary>
public sealed class PaymentInvariantTests(TestShop shop) : IClassFixture<TestShop>
{
    private const string Unguarded = "DROP TRIGGER IF EXISTS payments_ledger_no_UPDATE; DROP TRIGGER IF EXISTS payments_ledger_no_DELETE;";

    [Theory]
    [InlineData("UPDATE payments_ledger_entries SET amount = amount + 1 WHERE payment_id = {0} AND line = 0", "sums to 1 USD")]
    [InlineData("DELETE FROM payments_ledger_entries WHERE transaction_id = 'capture:{0}'", "the ledger has 0")]
    [InlineData("INSERT INTO payments_ledger_entries VALUES ('capture:x{0}', 0, {0}, 'provider_receivable', 5000, 'USD', 0, ''), ('capture:x{0}', 1, {0}, 'customer_deposits', -5000, 'USD', 0, '')", "the ledger has 10000")]
    [InlineData("UPDATE payments_payments SET state = 'Open' WHERE id = {0}", "(Open) captured 5000")]
    [InlineData("UPDATE payments_payments SET captured = 4999 WHERE id = {0}", "captured 4999")]
    [InlineData("UPDATE payments_payments SET refunded = 5001 WHERE id = {0}", "counts 5001 as refunded")]
    [InlineData("UPDATE payments_refunds SET state = 'Failed' WHERE payment_id = {0}", "its refunds come to 0")]
    [InlineData("UPDATE payments_refunds SET amount = amount - 1 WHERE payment_id = {0}", "its refunds come to 1999")]
    [InlineData("UPDATE payments_refunds SET state = 'Pending', requested_at = 1 WHERE payment_id = {0}", "more than an hour")]
    [InlineData("DELETE FROM payments_payments WHERE id = {0}", "belongs to no payment")]
    public async Task Damage_is_found(string damage, string finding)
    {
        var payment = await shop.HasPaid(50_00);
        (await shop.Refunds(payment, 20_00)).Succeeded.ShouldBeTrue();
        (await shop.FindingsOfPayments()).ShouldNotContain(found => found.Contains(finding));

        await shop.Sql(Unguarded + string.Format(null, damage, payment.Id));
        (await shop.FindingsOfPayments()).ShouldContain(found => found.Contains(finding) && found.Contains($"{payment.Id}"));
    }

    [Theory]
    [InlineData("UPDATE payments_ledger_entries SET amount = 1")]
    [InlineData("DELETE FROM payments_ledger_entries")]
    public async Task The_database_itself_refuses_to_change_the_ledger(string change)
    {
        await using var fresh = new TestShop();
        await fresh.InitializeAsync();
        await fresh.HasPaid(50_00);
        Should.Throw<DbException>(() => fresh.Database.Execute(change)).Message.ShouldContain("append-only");
    }
}
