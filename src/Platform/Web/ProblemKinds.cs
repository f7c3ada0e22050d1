using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Web;

/// <summary>A kind of <see cref="Problem"/>.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Status">The status it comes with.</param>
/// <param name="Meaning">What it is and what to do: a few sentences.</param>
public sealed record ProblemKind(string Code, int Status, string Meaning)
{
    /// <summary><c>price_changed</c>: Price changed.</summary>
    public string Title => char.ToUpperInvariant(Code[0]) + Code[1..].Replace('_', ' ');
}

/// <summary>The kinds that programs are answered with. Each has a page, where the problem's type leads to.</summary>
public static class ProblemKinds
{
    /// <summary>By status; the first of a status is what that status says by itself.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        new("malformed_request", StatusCodes.Status400BadRequest, "This request cannot be read. Compare it with the reference."),
        new("bad_query", StatusCodes.Status400BadRequest, "A parameter of the address has a value that it cannot have. Field names it, and detail says what would be right."),
        new("idempotency_key", StatusCodes.Status400BadRequest, "A call that changes something has a name of its own in the header Idempotency-Key, so that it can be sent again without being done twice. A UUID will do."),
        new("unauthenticated", StatusCodes.Status401Unauthorized, "This needs to know who is asking. Send a key of your account: Authorization: Bearer gg_…"),
        new("wrong_credentials", StatusCodes.Status401Unauthorized, "The mail address and the password do not belong together. After a few wrong tries an address is locked for a while."),
        new("second_factor_needed", StatusCodes.Status401Unauthorized, "The account has a second factor. Send the same again with a code of its app, or a recovery code."),
        new("wrong_code", StatusCodes.Status401Unauthorized, "The code of the second factor is not the one of this moment, or was used. After a few wrong ones no more are taken for a while."),
        new("session_ended", StatusCodes.Status401Unauthorized, "The session has ended: it was signed out, its password was changed, or its refresh token was used twice, so that two have it. Sign in again."),
        new("forbidden", StatusCodes.Status403Forbidden, "This is not open to you. A key can do what its scopes say; the shop's owner makes keys."),
        new("must_change_password", StatusCodes.Status403Forbidden, "The account still has its one-time password. Sign in to the shop in a browser and choose another first."),
        new("account_disabled", StatusCodes.Status403Forbidden, "The shop has disabled the account. Write to the shop if that is a mistake."),
        new("not_found", StatusCodes.Status404NotFound, "There is nothing at this address."),
        new("method_not_allowed", StatusCodes.Status405MethodNotAllowed, "This address does not take that method. Allow says which it takes."),
        new("not_acceptable", StatusCodes.Status406NotAcceptable, "The answer is not there in a type that Accept names."),
        new("conflict", StatusCodes.Status409Conflict, "Something has changed meanwhile. Ask again and decide anew."),
        new("still_running", StatusCodes.Status409Conflict, "A call with this Idempotency-Key is being answered at this moment. Send it again in a second, as it is."),
        new("sign_in_again", StatusCodes.Status409Conflict, "The account was changed while it signed in. Begin again."),
        new("changed_meanwhile", StatusCodes.Status409Conflict, "Somebody else has changed it since you looked. Look again, then send the change."),
        new("sold_out", StatusCodes.Status409Conflict, "There are not enough units left. Detail names the article; another grade may still be there."),
        new("too_few", StatusCodes.Status409Conflict, "Fewer units are left than were asked for. Detail says how many."),
        new("not_for_sale", StatusCodes.Status409Conflict, "The shop knows the article and does not sell it at the moment."),
        new("price_changed", StatusCodes.Status409Conflict, "Something has changed since the quote: a price, the tax, a code or the delivery. Make another quote, and order with that one if it is still wanted."),
        new("quote_expired", StatusCodes.Status409Conflict, "The quote is too old to order with. Make another one."),
        new("order_expired", StatusCodes.Status409Conflict, "The time to pay the order has run out, and its units are free again."),
        new("order_cancelled", StatusCodes.Status409Conflict, "The order was cancelled. Money that had come goes back."),
        new("not_shippable", StatusCodes.Status409Conflict, "Only a paid order is shipped. Detail says how this one stands."),
        new("not_cancellable", StatusCodes.Status409Conflict, "An order is cancelled before it is shipped. Detail says how this one stands."),
        new("too_much", StatusCodes.Status409Conflict, "More was asked for than there is: money that was paid and has not gone back, or units on the shelf. Detail says how much is left."),
        new("precondition_failed", StatusCodes.Status412PreconditionFailed, "It is not what If-Match says that you have seen. Look again, and decide anew; nothing was changed."),
        new("too_large", StatusCodes.Status413PayloadTooLarge, "The body is larger than 1 MiB."),
        new("address_too_long", StatusCodes.Status414UriTooLong, "The address is longer than 8 KiB."),
        new("unsupported_media_type", StatusCodes.Status415UnsupportedMediaType, "The body is not of a type that this address takes. Send application/json."),
        new("invalid", StatusCodes.Status422UnprocessableEntity, "A value is not right. Compare it with the reference."),
        new("idempotency_key_reused", StatusCodes.Status422UnprocessableEntity, "Another request was sent with the same Idempotency-Key within a day. Give each call one of its own, and send a call again only as it was."),
        new("not_permitted", StatusCodes.Status422UnprocessableEntity, "A scope was asked for that no role of the account allows. Detail names it. Leave it out, or ask the shop's owner for a role."),
        new("quantity", StatusCodes.Status422UnprocessableEntity, "A cart holds 1 to 20 units of an article."),
        new("cart_full", StatusCodes.Status422UnprocessableEntity, "A cart holds 50 different articles."),
        new("details_missing", StatusCodes.Status422UnprocessableEntity, "A quote needs a delivery and a way of shipping first. Detail says what is missing."),
        new("discount_refused", StatusCodes.Status422UnprocessableEntity, "The code is unknown, has ended or is used up. Detail says which."),
        new("precondition_required", StatusCodes.Status428PreconditionRequired, "This is changed by several people, so a change says what it began from: send the ETag of what you have seen as If-Match."),
        new("too_many", StatusCodes.Status429TooManyRequests, "That was too often. Wait as long as Retry-After says; RateLimit says before how much is left."),
        new("internal_error", StatusCodes.Status500InternalServerError, "Something broke on our side. Try again, and name the request's id when you ask about it."),
        new("unavailable", StatusCodes.Status503ServiceUnavailable, "This cannot be done right now, and nothing was lost. Try again in a moment."),
        new("payment_undecided", StatusCodes.Status503ServiceUnavailable, "The bank is deciding about the payment at this moment. Try again in a minute; nothing was changed."),
    ];

    /// <summary>Null when there is none of this code.</summary>
    public static ProblemKind? Find(string code) => All.FirstOrDefault(kind => kind.Code == code);

    /// <summary>What a status says by itself.</summary>
    public static ProblemKind OfStatus(int status) =>
        All.FirstOrDefault(kind => kind.Status == status) ?? Find(status < StatusCodes.Status500InternalServerError ? "malformed_request" : "internal_error")!;
}
