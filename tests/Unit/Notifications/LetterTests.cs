using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Notifications.Letters;
using static GigGatek.Tests.Unit.Notifications.SampleOrder;

namespace GigGatek.Tests.Unit.Notifications;

public sealed class LetterTests
{
    private static readonly Sender Shop = new("GigGatek", "https://shop.example");
    private static readonly AccountLink Link = new("ann@example.com", "Ann Bell", "/account/confirm?user=7&token=abc-DEF_123");

    [Fact]
    public void The_confirmation_explains_every_amount()
    {
        OrderPaidLetter.Write(Paid, Shop).Print(Shop).Text.ShouldBe("""
            Hello,

            Thank you. Your payment of USD 1,557.70 is here.

            Order GG-7F3K-2Q9M of 23 November 2026:
              2 × Samsung 990 Pro, 2 TB, Excellent                    USD 199.98
              1 × ThinkPad T480, 16 GB, with a name that needs more room than one line of a mail has, Good
                                                                    USD 1,249.00
              Discount TENOFF                                         USD -10.00
              Shipping, Standard                                            free
              Sales tax, 8.25 %                                       USD 118.72
              Total                                                 USD 1,557.70

            It goes to:
              Ann Bell
              12 Mill Lane
              Flat 3
              Austin, TX 78701
              United States

            We test each part once more, pack it, and hand it to the carrier. The tracking number follows by mail.

            See your order:
            https://shop.example/orders/s3cretLinkOfTheOrder00

            Whoever has this link can see the order. If something in it is wrong, answer this mail soon.

            --·
            GigGatek
            https://shop.example

            """.ReplaceLineEndings("\n").Replace('·', ' '));    // RFC 3676 (4.3): a space ends the line above a signature
    }

    [Fact]
    public void A_tax_that_the_prices_contain_is_named_as_that()
    {
        var order = Paid with { Taxes = [new TaxLine("VAT", 1900, Usd(248_71), true)] };
        OrderPaidLetter.Write(order, Shop).Print(Shop).Text.ShouldContain("VAT, 19 % (contained in the prices)");
    }

    [Fact]
    public void The_shipping_mail_leads_to_the_parcel()
    {
        var mail = OrderShippedLetter.Write(Shipped, Parcel, Shop).Print(Shop);
        mail.Subject.ShouldBe("Your order GG-7F3K-2Q9M is on its way");
        mail.Text.ShouldContain("UPS took your parcel on 24 November 2026.");
        mail.Text.ShouldContain("  1Z999AA10123456784\n");
        mail.Text.ShouldContain("Follow the parcel:\nhttps://carrier.example/track?n=1Z999AA10123456784&l=en\n");
        mail.Html.ShouldContain("<a href=\"https://carrier.example/track?n=1Z999AA10123456784&amp;l=en\">Follow the parcel</a>");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not a link")]
    [InlineData(null)]
    public void A_tracking_link_that_is_none_is_left_out(string? link)
    {
        var mail = OrderShippedLetter.Write(Shipped, Parcel with { TrackingUrl = link }, Shop).Print(Shop);
        mail.Text.ShouldNotContain("Follow the parcel");
        mail.Html.ShouldNotContain("Follow the parcel");
        mail.Text.ShouldContain(Parcel.TrackingNumber);
    }

    [Theory]
    [InlineData("sold_out", "somebody else bought the last units")]
    [InlineData("The fan of this unit failed our test.", "The reason: The fan of this unit failed our test.")]
    public void A_cancellation_says_why_and_what_becomes_of_the_money(string reason, string sentence)
    {
        var cancelled = Paid with { State = OrderState.Cancelled, EndReason = reason };
        var mail = OrderCancelledLetter.Write(cancelled, Shop).Print(Shop).Text;
        mail.ShouldContain(sentence);
        mail.ShouldContain("Your payment of USD 1,557.70 goes back to you in full");
        OrderCancelledLetter.Write(cancelled with { Payment = Unpaid.Payment }, Shop).Print(Shop).Text.ShouldContain("Nothing was charged.");
    }

    [Fact]
    public void An_order_that_was_not_paid_in_time_charged_nothing()
    {
        var mail = OrderExpiredLetter.Write(Unpaid, Shop).Print(Shop).Text;
        mail.ShouldContain("until 23 November 2026, 14:05 UTC");
        mail.ShouldContain("Nothing was charged.");
        OrderExpiredLetter.Write(Unpaid with { Payment = Paid.Payment }, Shop).Print(Shop).Text.ShouldContain("It goes back to you in full");
    }

    [Fact]
    public void A_refund_says_how_much()
    {
        var mail = OrderRefundedLetter.Write(Paid, Usd(50_00), Shop).Print(Shop);
        mail.Subject.ShouldBe("USD 50.00 of your order GG-7F3K-2Q9M went back to you");
        mail.Text.ShouldContain("We have sent USD 50.00 back");
    }

    [Fact]
    public void The_links_of_an_account_are_absolute_and_whole()
    {
        ConfirmAddressLetter.Write(Link, Shop).Print(Shop).Text.ShouldContain(":\nhttps://shop.example/account/confirm?user=7&token=abc-DEF_123\n");
        ResetPasswordLetter.Write(Link, Shop).Print(Shop).Html.ShouldContain("href=\"https://shop.example/account/confirm?user=7&amp;token=abc-DEF_123\"");
        RegistrationRepeatedLetter.Write(Shop).Print(Shop).Text.ShouldContain(":\nhttps://shop.example/account/forgot\n");
    }

    [Fact]
    public void A_mail_to_an_address_that_nobody_proved_says_nothing_that_a_visitor_typed()
    {
        Letter[] letters = [ConfirmAddressLetter.Write(Link, Shop), ResetPasswordLetter.Write(Link, Shop), RegistrationRepeatedLetter.Write(Shop), OrderExpiredLetter.Write(Unpaid, Shop)];
        foreach (var mail in letters.Select(letter => letter.Print(Shop)))
        {
            (mail.Subject + mail.Text + mail.Html).ShouldNotContain("Ann");
            (mail.Subject + mail.Text + mail.Html).ShouldNotContain("Mill Lane");
        }
    }
}
