using System.ComponentModel.DataAnnotations;
using GigGatek.Notifications;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Tests.Unit.Notifications;

public sealed class NotificationsOptionsTests
{
    private static readonly ShopOptions Production = new() { MailFrom = "shop@real.shop" };
    private static readonly SmtpOptions Server = new() { Host = "mail.real.shop", User = "shop", Password = "correct horse" };

    [Fact]
    public void A_named_server_is_enough_to_send() => FaultsOf(Production, Sending(Server)).ShouldBeNull();

    [Fact]
    public void In_development_nothing_must_be_said() => FaultsOf(new ShopOptions { Development = true }, new NotificationsOptions()).ShouldBeNull();

    [Fact]
    public void Outside_development_somebody_must_choose_how_mails_leave() =>
        FaultsOf(Production, new NotificationsOptions()).ShouldNotBeNull().ShouldContain("Notifications:Delivery");

    [Fact]
    public void Files_may_be_chosen_outside_development() => FaultsOf(Production, new NotificationsOptions { Delivery = "file" }).ShouldBeNull();

    [Fact]
    public void A_shop_does_not_send_as_the_example() => FaultsOf(new ShopOptions(), Sending(Server)).ShouldNotBeNull().ShouldContain("Shop:MailFrom");

    [Fact]
    public void Each_setting_of_a_server_that_cannot_work_is_named()
    {
        Named(new SmtpOptions()).ShouldContain("Smtp:Host");
        Named(new SmtpOptions { Host = "mail", Port = 0 }).ShouldContain("Smtp:Port");
        Named(new SmtpOptions { Host = "mail", Security = (SmtpSecurity)9 }).ShouldContain("Smtp:Security");
        Named(new SmtpOptions { Host = "mail", User = "shop" }).ShouldContain("Smtp:Password");
        Named(new SmtpOptions { Host = "mail", Password = "correct horse" }).ShouldContain("Smtp:User");
        Named(new SmtpOptions { Host = "mail", CaFile = "/not/there.pem" }).ShouldContain("Smtp:CaFile");
        Named(new SmtpOptions { Host = "mail", CaFile = typeof(SmtpOptions).Assembly.Location }).ShouldContain("Smtp:CaFile");
        Named(new SmtpOptions { Host = "mail", User = "shop", Password = "correct horse", Security = SmtpSecurity.None }).ShouldContain("in clear");
    }

    [Fact]
    public void A_mail_that_is_still_tried_is_not_swept()
    {
        FaultsOf(Production, new NotificationsOptions { Delivery = "file", GiveUpAfterDays = 30, KeepDays = 30 }).ShouldNotBeNull().ShouldContain("Notifications:KeepDays");
        FaultsOf(Production, new NotificationsOptions { Delivery = "file", GiveUpAfterDays = 30, KeepDays = 31 }).ShouldBeNull();
    }

    [Fact]
    public void No_sentence_repeats_the_password() =>
        Named(new SmtpOptions { Password = "correct horse", Security = SmtpSecurity.None, Port = 0 }).ShouldNotContain("horse");

    [Theory]
    [InlineData("pigeon", 60, 5)]
    [InlineData("smtp", 0, 5)]
    [InlineData("smtp", 60, 0)]
    [InlineData("smtp", 60, 5, 0)]
    [InlineData("smtp", 60, 5, 366)]
    [InlineData("smtp", 60, 5, 60, "nobody")]
    public void What_is_out_of_range_stops_the_start(string delivery, int timeout, int days, int keep = 60, string? alerts = null)
    {
        var options = new NotificationsOptions { Delivery = delivery, TimeoutSeconds = timeout, GiveUpAfterDays = days, KeepDays = keep, AlertsTo = alerts };
        Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true).ShouldBeFalse();
    }

    [Fact]
    public void Mail_files_go_into_the_data_folder_unless_told_otherwise()
    {
        var data = new DatabaseOptions { Directory = "/data" };
        new NotificationsOptions().FolderIn(data).ShouldBe("/data/mail");
        new NotificationsOptions { Folder = "/elsewhere" }.FolderIn(data).ShouldBe("/elsewhere");
    }

    private static NotificationsOptions Sending(SmtpOptions server) => new() { Delivery = "smtp", Smtp = server };

    private static string Named(SmtpOptions server) => FaultsOf(Production, Sending(server)).ShouldNotBeNull();

    private static string? FaultsOf(ShopOptions shop, NotificationsOptions options)
    {
        var answer = new NotificationsOptionsRules(Options.Create(shop)).Validate(null, options);
        return answer.Succeeded ? null : answer.FailureMessage;
    }
}
