using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Notifications;

namespace GigGatek.Tests.Integration.Notifications;

/// <summary>The mails of a development shop are files, and a page reads them.</summary>
[Trait("Database", "any")]
public sealed class MailboxTests : IAsyncLifetime
{
    private readonly MailShop _shop = new() { Settings = { ["Notifications:Delivery"] = null } };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IMailbox Mailbox => _shop.Get<IMailbox>();

    private string MailFolder => Path.Combine(_shop.Folder, "mail");

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_development_shop_shows_its_mails_newest_first()
    {
        await _shop.Start();
        (await Mailbox.IsOpenAsync(Ct)).ShouldBeTrue();
        (await Mailbox.ListAsync(Ct)).ShouldBeEmpty();

        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        await _shop.WaitsUntilSent(42);
        _shop.Known.HasAccount(7, "bob@example.com");
        await _shop.Announce(new ConfirmationRequested(7));
        await _shop.WaitsUntilSent(7);

        var mails = await Mailbox.ListAsync(Ct);
        mails.Select(mail => (mail.To, mail.Subject)).ShouldBe([
            ("bob@example.com", "Confirm your mail address for GigGatek"), ("ann@example.com", "Your order GG-42 is paid"),
        ]);
        (_shop.Clock.GetUtcNow() - mails[0].At).ShouldBeLessThan(TimeSpan.FromMinutes(1));

        var mail = (await Mailbox.FindAsync(mails[0].Id, Ct)).ShouldNotBeNull();
        mail.Links.ShouldBe(["https://shop.example/account/confirm?user=7&token=t0ken7", "https://shop.example"]);
        mail.Text.ShouldStartWith("Hello,\n");
        mail.Text.ShouldContain(mail.Links[0]);
    }

    [Fact]
    public async Task Only_the_owner_of_the_program_can_read_the_files()
    {
        await HasMail(42);
        var file = Directory.GetFiles(MailFolder).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldMatch(@"^\d{8}T\d{9}-\d{19}\.eml$");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(MailFolder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task An_id_leads_nowhere_but_into_the_folder()
    {
        await HasMail(42);
        var id = (await Mailbox.ListAsync(Ct)).Single().Id;
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, id + ".eml"), "Subject: outside\r\n\r\nsecret", Ct);
        foreach (var wrong in new[] { "../" + id, id + ".eml", "..", "", id + "\0", "/etc/passwd", id.Replace('1', '2') })
        {
            (await Mailbox.FindAsync(wrong, Ct)).ShouldBeNull(wrong);
        }
    }

    [Fact]
    public async Task Foreign_and_damaged_files_do_not_close_the_mailbox()
    {
        await HasMail(42);
        await File.WriteAllTextAsync(Path.Combine(MailFolder, "notes.eml"), "not ours", Ct);
        await File.WriteAllBytesAsync(Path.Combine(MailFolder, "29990101T000000000-0000000000000000001.eml"), [], Ct);
        (await Mailbox.ListAsync(Ct)).ShouldContain(mail => mail.Subject == "Your order GG-42 is paid");
    }

    [Fact]
    public async Task The_last_hundred_are_listed()
    {
        await _shop.Start();
        Directory.CreateDirectory(MailFolder);
        for (var number = 1; number <= 120; number++)
        {
            await File.WriteAllTextAsync(Path.Combine(MailFolder, $"20261123T140503120-{number:D19}.eml"), $"To: ann@example.com\r\nSubject: {number}\r\n\r\nHello\r\n", Ct);
        }

        (await Mailbox.ListAsync(Ct)).Select(mail => mail.Subject).ShouldBe(Enumerable.Range(21, 100).Reverse().Select(number => $"{number}"));
    }

    [Theory]
    [InlineData("true", "smtp")]
    [InlineData("false", "file")]
    public async Task Where_mails_are_other_peoples_the_mailbox_is_closed(string development, string delivery)
    {
        await HasMail(42);
        var id = (await Mailbox.ListAsync(Ct)).Single().Id;
        _shop.Settings["Shop:Development"] = development;
        _shop.Settings["Notifications:Delivery"] = delivery;
        var other = await _shop.Start();
        var closed = other.Services.GetService(typeof(IMailbox)).ShouldBeAssignableTo<IMailbox>()!;
        (await closed.IsOpenAsync(Ct)).ShouldBeFalse();
        (await closed.ListAsync(Ct)).ShouldBeEmpty();
        (await closed.FindAsync(id, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_lets_mails_wait()
    {
        await File.WriteAllTextAsync(MailFolder, "in the way", Ct);
        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
        await _shop.WaitsFor(42, mail => mail.Outcome == "disk", "postponed");

        File.Delete(MailFolder);
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await _shop.WaitsUntilSent(42);
    }

    [Fact]
    public async Task A_shop_outside_development_does_not_start_before_somebody_says_how_mails_leave()
    {
        _shop.Settings["Shop:Development"] = "false";
        var refusal = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => _shop.Start());
        refusal.Message.ShouldContain("Notifications:Delivery is missing");
    }

    private async Task HasMail(long orderId)
    {
        await _shop.Start();
        _shop.Known.HasOrder(orderId);
        await _shop.IsPaid(orderId);
        await _shop.WaitsUntilSent(orderId);
    }
}
