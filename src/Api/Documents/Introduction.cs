namespace GigGatek.Api.Documents;

/// <summary>What a partner must know before the first call.</summary>
internal static class Introduction
{
    public const string Text =
        """
        Refurbished computer hardware, for programs. What is here is promised: members and addresses are added, not taken away, and each version of this
        document has a note. Expect members that you do not know.

        **Money** is a whole number of minor units and a currency: `{"minor": 12990, "currency": "USD"}` is USD 129.90. **Times** are UTC, as RFC 3339 writes them.

        **Lists** have `items` and `next`. Hand `next` back as `cursor` for the next page; it is null on the last. Pages are cut by a key, so nothing is shown twice or left
        out because something else came or went meanwhile.

        **Asking again** is cheap: send the `ETag` of what you have as `If-None-Match`, and what has not changed is answered with 304 and no body.

        **A key** of your account goes with every call that has a lock: `Authorization: Bearer gg_…`. What it may be used for are its scopes. Nobody else's carts and orders are there for it.

        **A session** takes a key's place in programs that people use: a person signs the program in with `POST /api/v1/sessions`, and it sends the access token as a key. That is a JWT signed with
        ES256, good for 15 minutes, whose public key is in `/.well-known/jwks.json`. The refresh token gets the next two, and works once: if it comes again under another name of the call,
        somebody else has it, and the session ends.

        **Sending again** does nothing twice. Each call that changes something has a name of its own in `Idempotency-Key`; the same name again within a day is answered as the first time,
        with `Idempotency-Replayed: true`. Another request under that name is refused. Answers of 500 and above are not kept: send the call again as it is.

        **Changing what others change too**: send the `ETag` of what you saw as `If-Match`, and a change of something else is refused with 412.

        **How often** you may ask stands on each answer: `RateLimit: "general";r=299;t=1` says that 299 calls are left at once, and all of them again after a second;
        `RateLimit-Policy` says of how many. With a key or in a session you have several times as much as without. Who asks more is answered with 429 and `Retry-After`:
        wait as many seconds, and the next call is taken.

        **Refusals** are problem details (RFC 9457) of type `application/problem+json`. `code` is for programs, `detail` is a sentence for people, and `type` is the address of a page
        that explains the code.
        """;
}
