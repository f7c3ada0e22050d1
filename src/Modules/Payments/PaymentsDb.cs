using GigGatek.Payments.Charges;
using GigGatek.Payments.Disputes;
using GigGatek.Payments.Events;
using GigGatek.Payments.Ledger;
using GigGatek.Payments.Refunds;
using GigGatek.Payments.Webhooks;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Payments;

/// <summary>The module's tables.</summary>
internal sealed class PaymentsDb(DataOptions options) : ModuleDb(options, "payments")
{
    public ITable<PaymentRow> Payments => this.GetTable<PaymentRow>();

    public ITable<RefundRow> Refunds => this.GetTable<RefundRow>();

    public ITable<LedgerEntryRow> LedgerEntries => this.GetTable<LedgerEntryRow>();

    public ITable<WebhookEventRow> WebhookEvents => this.GetTable<WebhookEventRow>();

    public ITable<ProviderEventRow> ProviderEvents => this.GetTable<ProviderEventRow>();

    public ITable<DisputeRow> Disputes => this.GetTable<DisputeRow>();

    public ITable<EventCursorRow> EventCursors => this.GetTable<EventCursorRow>();
}
