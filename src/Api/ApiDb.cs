using GigGatek.Api.Carts;
using GigGatek.Api.Idempotency;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Api;

/// <summary>The API's own tables: whose a cart is, and what was answered.</summary>
internal sealed class ApiDb(DataOptions options) : ModuleDb(options, "api")
{
    public ITable<AnswerRow> Answers => this.GetTable<AnswerRow>();

    public ITable<CartRow> Carts => this.GetTable<CartRow>();
}
