using System.Text;
using GigGatek.Notifications.Delivery;
using GigGatek.Notifications.Letters;
using GigGatek.Notifications.Queue;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace GigGatek.Tests.Unit.Notifications;

public sealed class MessageTests
{
    private static readonly MailRow Row = new() { Id = 4711, QueuedAt = DateTimeOffset.UnixEpoch };

    [Fact]
    public void A_mail_has_a_text_and_an_html_part_and_asks_for_no_automatic_answer()
    {
        var message = Compose("ann@example.com", new MailText("Your order", "Hello, Ünïcode", "<p>Hello, Ünïcode</p>"));
        var parts = message.Body.ShouldBeOfType<MultipartAlternative>();
        parts.Select(part => part.ContentType.MimeType).ShouldBe(["text/plain", "text/html"]);
        message.TextBody.ShouldBe("Hello, Ünïcode");
        message.HtmlBody.ShouldBe("<p>Hello, Ünïcode</p>");
        message.From.ToString().ShouldBe("\"GigGatek\" <shop@giggatek.example>");
        message.To.ToString().ShouldBe("ann@example.com");
        message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
    }

    [Fact]
    public void The_same_mail_has_the_same_message_id_however_often_it_is_made()
    {
        var text = new MailText("Your order", "Hello", "<p>Hello</p>");
        Compose("ann@example.com", text).MessageId.ShouldBe("4711@giggatek.example");
        Compose("ann@example.org", text).MessageId.ShouldBe("4711@giggatek.example");
    }

    [Theory]
    [InlineData("Order\r\nBcc: eve@evil.example")]
    [InlineData("Order\nBcc: eve@evil.example\n\nBody")]
    [InlineData("Order\r\n\r\n<html>")]
    [InlineData("Order\u0000\u0085\u2028Bcc: eve@evil.example")]
    public void A_line_break_in_a_subject_or_a_name_begins_no_header(string words)
    {
        var letter = new Letter(words, []).Print(new Sender("GigGatek", "https://shop.example"));
        var message = Compose("ann@example.com", letter, shopName: words[..Math.Min(words.Length, 60)]);

        var read = MimeMessage.Load(new MemoryStream(Bytes(message)));
        read.Headers.ShouldNotContain(header => header.Field.Equals("Bcc", StringComparison.OrdinalIgnoreCase));
        read.Bcc.ShouldBeEmpty();
        read.To.Mailboxes.Select(to => to.Address).ShouldBe(["ann@example.com"]);
        read.From.Mailboxes.Select(from => from.Address).ShouldBe(["shop@giggatek.example"]);
        read.Body.ShouldBeOfType<MultipartAlternative>();
    }

    [Theory]
    [InlineData("ann@example.com\r\nBcc: eve@evil.example")]
    [InlineData("ann@example.com, eve@evil.example")]
    [InlineData("Win a prize <ann@example.com>")]
    [InlineData("ann@example.com (win a prize)")]
    [InlineData("group: ann@example.com;")]
    [InlineData("<ann@example.com>")]
    [InlineData("ann")]
    [InlineData("@example.com")]
    [InlineData("ann@")]
    [InlineData("")]
    public void Only_one_bare_address_is_an_address(string address) =>
        Composer().Handle(Row, new WrittenMail(address, new MailText("", "", ""))).ShouldBeNull();

    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("ann+shop@mail.example.com")]
    [InlineData("o'neil@example.ie")]
    [InlineData("jörg@müller.example")]
    public void Unusual_addresses_are_addresses(string address) =>
        Compose(address, new MailText("", "", "")).To.Mailboxes.Single().Address.ShouldBe(address);

    private static MimeMessage Compose(string address, MailText text, string shopName = "GigGatek") =>
        Composer(shopName).Handle(Row, new WrittenMail(address, text)).ShouldNotBeNull().Message;

    private static ComposeMessage Composer(string shopName = "GigGatek") =>
        new(Options.Create(new ShopOptions { Name = shopName }), new FakeTimeProvider());

    private static byte[] Bytes(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.Prepare(EncodingConstraint.SevenBit);
        message.WriteTo(stream);
        Encoding.ASCII.GetString(stream.ToArray()).Split('\n').ShouldAllBe(line => line.Length <= 998);
        return stream.ToArray();
    }
}
