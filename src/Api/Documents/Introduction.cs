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

        **Refusals** are problem details (RFC 9457) of type `application/problem+json`. `code` is for programs, `detail` is a sentence for people, and `type` is the address of a page
        that explains the code.
        """;
}
