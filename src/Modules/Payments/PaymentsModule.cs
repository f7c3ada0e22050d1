using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Charges;
using GigGatek.Payments.Disputes;
using GigGatek.Payments.Events;
using GigGatek.Payments.Ledger;
using GigGatek.Payments.Providers;
using GigGatek.Payments.Providers.Stripe;
using GigGatek.Payments.Providers.Test;
using GigGatek.Payments.Refunds;
using GigGatek.Payments.Webhooks;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Security.Sealing;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Verification;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments;

/// <summary>Charges, refunds, provider adapters, webhooks, ledger.</summary>
public sealed class PaymentsModule : IModule
{
    public string Name => "payments";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<PaymentsOptions>(configuration, "Payments");
        services.AddSingleton<IValidateOptions<PaymentsOptions>, PaymentsOptionsRules>();
        services.AddSingleton<IValidateOptions<PaymentsOptions>, StripeOptionsRules>();
        services.AddModuleDb("payments", options => new PaymentsDb(options));
        services.AddContract<IPayments, PaymentsService>();
        AddUseCases(services);
        if (configuration["Payments:Provider"] == PaymentsOptions.StripeProvider)
        {
            AddStripe(services);
        }
        else
        {
            AddTestProvider(services);
        }

        services.AddEventHandler<OrderPaid, BookOrderPaid>();
        services.AddJob<ReconcilePayments>(TimeSpan.FromSeconds(2));
        services.AddJob<RetryRefunds>(TimeSpan.FromSeconds(2));
        services.AddSealedColumn<PaymentsDb, TestIntentRow>(intent => intent.Number, intent => intent.ReturnUrl);
        services.AddInvariant<LedgerBalances>();
        services.AddInvariant<CapturesAreBooked>();
        services.AddInvariant<RefundsAreCovered>();
        services.AddInvariant<RefundsMoveOn>();
        services.AddInvariant<DisputesAreBooked>();
    }

    public void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapWebhooks();
        if (app.ServiceProvider.GetService<TestBank>() is not null)
        {
            app.MapTestBank();
        }
    }

    private static void AddUseCases(IServiceCollection services)
    {
        services.AddSingleton<OpenPaymentHandler>();
        services.AddSingleton<ConfirmPaymentHandler>();
        services.AddSingleton<PaymentAttempts>();
        services.AddSingleton<RefreshPaymentHandler>();
        services.AddSingleton<CancelPaymentHandler>();
        services.AddSingleton<PaymentUseCases>();
        services.AddSingleton<SettlePayment>();
        services.AddSingleton<RefundPaymentHandler>();
        services.AddSingleton<TryRefund>();
        services.AddSingleton<SettleRefund>();
        services.AddSingleton<ReceiveWebhookHandler>();
        services.AddSingleton<KeepEvents>();
        services.AddSingleton<PaymentsMetrics>();
        services.AddSingleton<WebhookWays>();
    }

    private static void AddStripe(IServiceCollection services)
    {
        services.AddHttpClient(StripeApi.HttpClientName)
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.AllowAutoRedirect = false;    // Stripe leads nobody elsewhere; whoever does is not Stripe
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddSingleton<StripeApi>();
        services.AddSingleton<StripeEvents>();
        services.AddSingleton<StripeWebhooks>();
        services.AddSingleton<IPaymentProvider, StripeProvider>();
        services.AddSingleton<TakeReportedRefund>().AddSingleton<SettleDispute>().AddSingleton<EventOutcomes>();
        services.AddJob<DealWithEvents>(TimeSpan.FromSeconds(1));
        services.AddJob<FollowEvents>(TimeSpan.FromSeconds(2), first: TimeSpan.Zero);    // what happened while the shop was down
        services.AddJob<SweepEvents>(TimeSpan.FromHours(6));
    }

    /// <summary>A bank of this program's own, for development and for show.</summary>
    private static void AddTestProvider(IServiceCollection services)
    {
        services.AddSingleton<IPaymentProvider, TestPaymentProvider>();
        services.AddSingleton<WebhookSecret>();
        services.AddSingleton<ShopAddresses>();
        services.AddSingleton<TestBankOutbox>();
        services.AddSingleton<TestBankIntents>();
        services.AddSingleton<TestBankRefunds>();
        services.AddSingleton<TestBank>();
        services.AddHttpClient(RunTestBank.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddJob<RunTestBank>(TimeSpan.FromMilliseconds(100));
    }
}
