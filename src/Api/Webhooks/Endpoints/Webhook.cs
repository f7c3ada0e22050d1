using System.Globalization;
using System.Text.Json.Serialization;
using GigGatek.Api.Webhooks.Keeping;

namespace GigGatek.Api.Webhooks.Endpoints;

/// <summary>An address of yours that is told what happens to your orders.</summary>
/// <param name="Events">What it is told of.</param>
/// <param name="FailingSince">Since when nothing has arrived there; null when the last try did.</param>
/// <param name="SwitchedOffAt">Since when the shop sends nothing there; null when it does.</param>
public sealed record Webhook(string Id, Uri Url, IReadOnlyList<string> Events, DateTimeOffset CreatedAt, DateTimeOffset? FailingSince, DateTimeOffset? SwitchedOffAt)
{
    internal static Webhook Of(WebhookRow row) =>
        new(row.Id.ToString(CultureInfo.InvariantCulture), new Uri(row.Url), row.Events.Split(' '), row.CreatedAt, row.FailingSince, row.SwitchedOffAt);
}

/// <summary>A webhook that was just made.</summary>
/// <param name="Secret">What you check signatures with, as Standard Webhooks says. It is shown this once.</param>
public sealed record MadeWebhook(Webhook Webhook, string Secret);

/// <summary>A webhook to be made.</summary>
/// <param name="Url">Where it is sent to: an address with https that everybody can reach.</param>
/// <param name="Events">What it is to be told of, each of <c>order.placed</c>, <c>order.paid</c>, <c>order.shipped</c>, <c>order.cancelled</c>, <c>order.expired</c>, <c>order.refunded</c>.</param>
public sealed record NewWebhook(string Url, IReadOnlyList<string> Events);

/// <summary>How a delivery stands.</summary>
[JsonConverter(typeof(ApiEnum<DeliveryState>))]
public enum DeliveryState
{
    /// <summary>It is tried, again when it failed.</summary>
    Pending = Contracts.Api.DeliveryState.Pending,

    /// <summary>Your address has taken it.</summary>
    Delivered = Contracts.Api.DeliveryState.Delivered,

    /// <summary>It was tried for three days in vain.</summary>
    GivenUp = Contracts.Api.DeliveryState.GivenUp,
}

/// <summary>One thing that happened, as it was sent.</summary>
/// <param name="Order">The order's number; empty for a ping.</param>
/// <param name="NextTryAt">Null when there is none.</param>
/// <param name="Outcome">How the last try ended, such as <c>status_500</c>, <c>timeout</c> or <c>unreachable</c>; null before the first.</param>
public sealed record WebhookDelivery(string Id, string Event, string Order, DeliveryState State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? NextTryAt, string? Outcome)
{
    internal static WebhookDelivery Of(DeliveryRow row) => new(
        row.Id.ToString(CultureInfo.InvariantCulture), row.Event, row.Subject, (DeliveryState)row.State, row.Attempts, row.CreatedAt,
        row.State == Contracts.Api.DeliveryState.Pending ? row.DueAt : null, row.Outcome);
}
