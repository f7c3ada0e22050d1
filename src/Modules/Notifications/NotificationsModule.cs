using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Notifications;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Notifications.Delivery;
using GigGatek.Notifications.Letters;
using GigGatek.Notifications.Mailbox;
using GigGatek.Notifications.Queue;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Verification;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Notifications;

/// <summary>Mails: which news become one, what they say, and how they leave.</summary>
public sealed class NotificationsModule : IModule
{
    public string Name => "notifications";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<NotificationsOptions>(configuration, "Notifications");
        services.AddSingleton<IValidateOptions<NotificationsOptions>, NotificationsOptionsRules>();
        services.AddModuleDb(Name, options => new NotificationsDb(options));
        services.AddContract<IMailbox, FileMailbox>();
        AddDelivery(services);
        AddNews(services);
        services.AddInvariant<MailsMoveOn>();
    }

    /// <summary>None: the mailbox page is the storefront's.</summary>
    public void MapEndpoints(IEndpointRouteBuilder app)
    {
    }

    private static void AddDelivery(IServiceCollection services)
    {
        services.AddSingleton<WriteMail>().AddSingleton<ComposeMessage>().AddSingleton<MailParts>().AddSingleton<DeliverMail>();
        services.AddSingleton<FileTransport>().AddSingleton<SmtpTransport>();
        services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<IOptions<NotificationsOptions>>().Value.Sends
            ? provider.GetRequiredService<SmtpTransport>()
            : provider.GetRequiredService<FileTransport>());
        services.AddJob<DeliverMails>(TimeSpan.FromSeconds(1));
        services.AddJob<SweepMails>(SweepMails.Pause);
    }

    private static void AddNews(IServiceCollection services)
    {
        services.AddEventHandler<ConfirmationRequested, QueueMails>();
        services.AddEventHandler<RegistrationRepeated, QueueMails>();
        services.AddEventHandler<ResetRequested, QueueMails>();
        services.AddEventHandler<SecondFactorReported, QueueMails>();
        services.AddEventHandler<OrderPaid, QueueMails>();
        services.AddEventHandler<OrderShipped, QueueMails>();
        services.AddEventHandler<OrderCancelled, QueueMails>();
        services.AddEventHandler<OrderExpired, QueueMails>();
        services.AddEventHandler<OrderRefunded, QueueMails>();
        services.AddEventHandler<RefundFailed, QueueMails>();
        services.AddEventHandler<PaymentDisputed, QueueMails>();
    }
}
