using GigGatek.Api.Carts;
using GigGatek.Api.Idempotency;
using GigGatek.Api.Webhooks.Keeping;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Api;

/// <summary>The API's own tables: whose a cart is, what was answered, and what partners were told.</summary>
internal sealed class ApiDb(DataOptions options) : ModuleDb(options, "api")
{
    public ITable<AnswerRow> Answers => this.GetTable<AnswerRow>();

    public ITable<CartRow> Carts => this.GetTable<CartRow>();

    public ITable<WebhookRow> Webhooks => this.GetTable<WebhookRow>();

    public ITable<DeliveryRow> Deliveries => this.GetTable<DeliveryRow>();
}
