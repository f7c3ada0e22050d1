using GigGatek.Platform.Security.Sealing;

namespace GigGatek.Tests.Integration.Sealing;

/// <summary>
/// Every column of text in the migrated database is either declared as sealed, or stands here with the reason why it need
/// not be. A new column is in neither, and fails.
/// </summary>
public sealed class EveryTextColumnTests(TestShop shop) : IClassFixture<TestShop>
{
    /// <summary>What every module's outbox and inbox have.</summary>
    private static readonly Dictionary<string, string> Events = new()
    {
        ["outbox.type"] = "name of an event",
        ["outbox.payload"] = "events carry ids, amounts and times; names are asked for where they are needed (PlainTextTests)",
        ["outbox.claimed_by"] = "random name of a process",
        ["outbox.last_error"] = "kind of a failure",
        ["inbox.event_id"] = "id",
        ["inbox.handler"] = "name of a handler",
    };

    private static readonly Dictionary<string, string> NotPersonal = new()
    {
        ["schema_versions.description"] = "name of a migration",
        ["schema_backfills.name"] = "name of a backfill",
        ["platform_data_keys.name"] = "name of a key",
        ["platform_data_keys.state"] = "state",
        ["platform_data_keys.master_key"] = "name of a master key",
        ["platform_data_keys.wrapped"] = "encrypted by the master key",
        ["accounts_users.password_hash"] = "salted PBKDF2; it cannot be read, and is compared in constant time",
        ["accounts_users.stamp"] = "opens nothing by itself: it is compared with the stamp inside a sealed cookie or link",
        ["accounts_second_factors.code_salt"] = "rounds and salt of the hashes of recovery codes",
        ["accounts_recovery_codes.hash"] = "salted PBKDF2 of 49 random bits",
        ["accounts_api_keys.name"] = "what a key is for, in the owner's words; the form asks to name no people",
        ["accounts_api_keys.prefix"] = "tells keys apart, and opens nothing",
        ["accounts_api_keys.hash"] = "SHA-256 of 256 random bits; it cannot be read, and is compared in constant time",
        ["accounts_api_keys.scopes"] = "names of permissions",
        ["api_answers.call_hash"] = "SHA-256 of an account and the name that a program gave to its call",
        ["api_answers.request_hash"] = "SHA-256 of a request with the random name of its call beside it; the body of an order holds an address, which nobody guesses whole",
        ["accounts_api_sessions.name"] = "which program it is, in the person's words; shown to nobody else",
        ["accounts_api_sessions.scopes"] = "names of permissions",
        ["accounts_api_sessions.stamp"] = "random, and opens nothing",
        ["accounts_api_sessions.prefix"] = "finds a session by its refresh token, and opens nothing",
        ["accounts_api_sessions.hash"] = "SHA-256 of 256 random bits; it cannot be read, and is compared in constant time",
        ["accounts_api_sessions.previous_hash"] = "the same",
        ["accounts_browser_sessions.stamp"] = "random, and opens nothing",
        ["accounts_browser_sessions.hash"] = "half of the SHA-256 of 128 random bits; it cannot be read",
        ["accounts_browser_sessions.browser"] = "the name of a browser and of a system, as millions have them; shown to its person only",
        ["accounts_token_keys.kid"] = "a thumbprint, which everybody may see",
        ["api_webhooks.url"] = "an address of a partner's server, which he gave to be called; names and passwords in it are refused",
        ["api_webhooks.events"] = "kinds of events",
        ["api_deliveries.event"] = "kind of an event",
        ["api_deliveries.subject"] = "an order's number",
        ["api_deliveries.state"] = "word of an enumeration",
        ["api_deliveries.outcome"] = "code",
        ["accounts_audit_entries.actor_name"] = "\"account 42\", with the key that it used if it did, or \"giggatek\"; names are added when the trail is shown",
        ["accounts_audit_entries.action"] = "verb",
        ["accounts_audit_entries.subject"] = "SKU, order number or account id",
        ["accounts_audit_entries.details"] = "what the owner did and why, in his words; ChangeMade forbids personal data",
        ["accounts_roles.name"] = "name of a role",
        ["accounts_user_roles.role"] = "name of a role",
        ["accounts_turns.name"] = "name of a turn",
        ["catalog_categories.slug"] = "public", ["catalog_categories.name"] = "public",
        ["catalog_products.identity"] = "hash of public words", ["catalog_products.slug"] = "public", ["catalog_products.name"] = "public",
        ["catalog_products.brand"] = "public", ["catalog_products.description"] = "public", ["catalog_products.currency"] = "currency",
        ["catalog_products.attributes"] = "public",
        ["catalog_reservations.state"] = "state", ["catalog_variants.sku"] = "public", ["catalog_variants.grade"] = "public",
        ["notifications_mails.kind"] = "kind of a mail",
        ["notifications_mails.currency"] = "currency",
        ["notifications_mails.dedupe_key"] = "kind and ids",
        ["notifications_mails.state"] = "state",
        ["notifications_mails.claimed_by"] = "random name of a process",
        ["notifications_mails.outcome"] = "code of an outcome",
        ["ordering_carts.secret"] = "hash of a random token, which stands sealed beside it",
        ["ordering_carts.discount_code"] = "code", ["ordering_carts.shipping_code"] = "code", ["ordering_cart_lines.sku"] = "public",
        ["ordering_countries.code"] = "public", ["ordering_countries.name"] = "public", ["ordering_countries.zone"] = "public",
        ["ordering_discounts.code"] = "code", ["ordering_discounts.kind"] = "kind",
        ["ordering_order_lines.sku"] = "public", ["ordering_order_lines.product_slug"] = "public",
        ["ordering_order_lines.name"] = "public", ["ordering_order_lines.grade"] = "public",
        ["ordering_order_steps.what"] = "what happened, in the shop's words; a carrier and its number when it was shipped",
        ["ordering_orders.number"] = "what people say on the phone; it opens nothing",
        ["ordering_orders.secret"] = "hash of a random token, which stands sealed beside it",
        ["ordering_orders.state"] = "state", ["ordering_orders.currency"] = "currency", ["ordering_orders.discount_code"] = "code",
        ["ordering_orders.shipping_code"] = "code", ["ordering_orders.shipping_name"] = "public",
        ["ordering_orders.taxes"] = "names and amounts of taxes",
        ["ordering_orders.end_reason"] = "the owner's reason for a cancellation, which the form asks to keep impersonal",
        ["ordering_orders.carrier"] = "name of a carrier",
        ["ordering_orders.tracking_number"] = "the carrier's number of a parcel; the carrier shows no address for it",
        ["ordering_refunds.reason"] = "the owner's reason, about the goods", ["ordering_refunds.state"] = "state",
        ["ordering_refunds.problem"] = "the provider's sentence",
        ["ordering_shipping_rates.zone"] = "public", ["ordering_shipping_rates.code"] = "public", ["ordering_shipping_rates.name"] = "public",
        ["ordering_shipping_rates.promise"] = "public",
        ["ordering_tax_rates.country"] = "public", ["ordering_tax_rates.region"] = "public", ["ordering_tax_rates.name"] = "public",
        ["ordering_tax_rates.rounding"] = "public",
        ["storefront_reports.key"] = "hash of what is beside it", ["storefront_reports.directive"] = "of a list", ["storefront_reports.page"] = "pattern of a route",
        ["storefront_reports.blocked"] = "host of what a page tried to load, or a word of a list",
        ["payments_ledger_entries.transaction_id"] = "id", ["payments_ledger_entries.account"] = "name of a ledger account",
        ["payments_ledger_entries.currency"] = "currency", ["payments_ledger_entries.reference"] = "order number",
        ["payments_payments.reference"] = "order number", ["payments_payments.currency"] = "currency", ["payments_payments.state"] = "state",
        ["payments_payments.intent"] = "the provider's id of a payment",
        ["payments_payments.action_url"] = "the bank's page for a payment; it asks for a secret of its own",
        ["payments_payments.problem"] = "the provider's sentence",
        ["payments_refunds.currency"] = "currency", ["payments_refunds.state"] = "state", ["payments_refunds.reason"] = "the owner's reason, about the goods",
        ["payments_refunds.provider_refund"] = "the provider's id", ["payments_refunds.problem"] = "the provider's sentence",
        ["payments_test_intents.id"] = "id", ["payments_test_intents.idempotency_key"] = "ids", ["payments_test_intents.currency"] = "currency",
        ["payments_test_intents.reference"] = "order number", ["payments_test_intents.status"] = "state", ["payments_test_intents.confirm_key"] = "ids",
        ["payments_test_intents.decline"] = "the test provider's sentence",
        ["payments_test_refunds.id"] = "id", ["payments_test_refunds.idempotency_key"] = "ids", ["payments_test_refunds.intent_id"] = "id",
        ["payments_test_refunds.status"] = "state", ["payments_test_refunds.failure"] = "the test provider's sentence",
        ["payments_test_webhooks.event_id"] = "id", ["payments_test_webhooks.type"] = "kind of an event", ["payments_test_webhooks.intent_id"] = "id",
        ["payments_webhook_events.event_id"] = "id",
        ["payments_disputes.id"] = "the provider's id", ["payments_disputes.currency"] = "currency", ["payments_disputes.state"] = "state",
        ["payments_disputes.reason"] = "the bank's word, of a list", ["payments_provider_events.subject_kind"] = "state",
        ["payments_provider_events.event_id"] = "the provider's id", ["payments_provider_events.intent"] = "the provider's id of a payment",
        ["payments_provider_events.subject"] = "the provider's id of a refund or a dispute", ["payments_event_cursors.provider"] = "name of a payment provider",
    };

    /// <summary>The search index, over public words.</summary>
    private static bool IsSearchIndex(string table) => table.StartsWith("catalog_search", StringComparison.Ordinal);

    [Fact]
    public async Task Every_column_of_text_is_sealed_or_has_a_reason_not_to_be()
    {
        var columns = await TextColumns();
        columns.Count.ShouldBeGreaterThan(100);
        Unexplained(columns).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_reason_and_no_declaration_outlives_its_column()
    {
        var columns = (await TextColumns()).ToHashSet();
        NotPersonal.Keys.Where(column => !columns.Contains(column)).ShouldBeEmpty();
        Declared().Where(column => !columns.Contains(column)).ShouldBeEmpty();
    }

    [Fact]
    public void No_column_is_both() => Declared().Intersect(NotPersonal.Keys).ShouldBeEmpty();

    [Fact]
    public void A_new_column_would_be_found() => Unexplained(["accounts_users.nickname", "accounts_users.email"]).ShouldBe(["accounts_users.nickname"]);

    private IEnumerable<string> Unexplained(IEnumerable<string> columns) =>
        columns.Where(column => !Declared().Contains(column) && !NotPersonal.ContainsKey(column) && !Events.ContainsKey(WithoutModule(column)));

    private HashSet<string> Declared() => [.. shop.Get<SealedData>().Columns.Select(column => column.ToString())];

    private static string WithoutModule(string column) => column[(column.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private async Task<List<string>> TextColumns()
    {
        await using var connection = shop.Database.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = TestDatabase.IsServer
            ? "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND data_type NOT LIKE '%int' AND data_type NOT LIKE 'date%'"
            : "SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.type NOT LIKE '%INT%' AND c.type NOT LIKE 'DATE%'";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var columns = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            if (!IsSearchIndex(reader.GetString(0)))
            {
                columns.Add($"{reader.GetString(0)}.{reader.GetString(1)}");
            }
        }

        return columns;
    }
}
