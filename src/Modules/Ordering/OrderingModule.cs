using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Carts;
using GigGatek.Ordering.Checkout;
using GigGatek.Ordering.Discounts;
using GigGatek.Ordering.Disputes;
using GigGatek.Ordering.Orders;
using GigGatek.Ordering.Pricing;
using GigGatek.Ordering.Refunds;
using GigGatek.Ordering.Sales;
using GigGatek.Ordering.Verification;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Migrations.Backfills;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Security.Sealing;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Verification;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Ordering;

/// <summary>Carts, quotes, checkout, orders, discounts, tax, shipping, refunds.</summary>
public sealed class OrderingModule : IModule
{
    public string Name => "ordering";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<OrderingOptions>(configuration, "Ordering");
        services.AddModuleDb(Name, options => new OrderingDb(options));
        AddCarts(services);
        AddCheckout(services);
        AddOrders(services);
        AddTransitions(services);
        AddInvariants(services);
        AddSealed(services);
        AddBackfills(services);
    }

    /// <summary>None: its pages are the storefront's.</summary>
    public void MapEndpoints(IEndpointRouteBuilder app)
    {
    }

    private static void AddCarts(IServiceCollection services)
    {
        services.AddSingleton<FindCart>().AddSingleton<CartCounts>().AddSingleton<AddToCart>().AddSingleton<SetQuantity>().AddSingleton<ApplyDiscount>().AddSingleton<MergeCarts>();
        services.AddContract<ICarts, CartsService>();
        services.AddContract<IDiscountsAdmin, DiscountsAdmin>();
        services.AddJob<SweepCarts>(TimeSpan.FromHours(1));
    }

    private static void AddCheckout(IServiceCollection services)
    {
        services.AddSingleton<SealedDetails>().AddSingleton<PriceTables>().AddSingleton<ReadCheckout>();
        services.AddSingleton<SaveAddress>().AddSingleton<ChooseShipping>().AddSingleton<MakeQuote>().AddSingleton<PlaceOrder>();
        services.AddContract<ICheckout, CheckoutService>();
    }

    private static void AddOrders(IServiceCollection services)
    {
        services.AddSingleton<FindOrder>().AddSingleton<ListOrders>().AddSingleton<PayOrder>().AddSingleton<RefreshOrder>().AddSingleton<ClaimOrders>();
        services.AddContract<IOrders, OrdersService>();
        services.AddSingleton<ShipOrder>().AddSingleton<CancelOrder>().AddSingleton<RefundOrder>().AddSingleton<RetryRefund>().AddSingleton<OwnersMoves>().AddSingleton<ReadDashboard>();
        services.AddContract<IOrdersAdmin, OrdersAdmin>();
    }

    /// <summary>What moves an order by itself: events of payments, and jobs for what no event told.</summary>
    private static void AddTransitions(IServiceCollection services)
    {
        services.AddSingleton<IOrderBook, OrderBook>();
        services.AddSingleton<AdvanceOrder>().AddSingleton<ExpireOrder>().AddSingleton<SendRefunds>();
        services.AddEventHandler<OrderPlaced, OpenOrderPayment>();
        services.AddEventHandler<OrderExpired, FreeUnits>();
        services.AddEventHandler<OrderCancelled, FreeUnits>();
        services.AddEventHandler<PaymentSucceeded, PaymentArrived>();
        services.AddEventHandler<RefundSucceeded, RefundEnded>();
        services.AddEventHandler<RefundFailed, RefundEnded>();
        services.AddEventHandler<PaymentDisputed, NoteDispute>();
        services.AddEventHandler<DisputeDecided, NoteDispute>();
        services.AddJob<SettleOrders>(TimeSpan.FromSeconds(5));
        services.AddJob<ReturnLateMoney>(TimeSpan.FromMinutes(5));
    }

    private static void AddSealed(IServiceCollection services)
    {
        services.AddSealedColumn<OrderingDb, CartRow>(cart => cart.Id, cart => cart.Contact);
        services.AddSealedColumn<OrderingDb, CartRow>(cart => cart.Id, cart => cart.Address);
        services.AddSealedColumn<OrderingDb, CartRow>(cart => cart.Id, cart => cart.SealedSecret);
        services.AddSealedColumn<OrderingDb, OrderRow>(order => order.Id, order => order.Contact);
        services.AddSealedColumn<OrderingDb, OrderRow>(order => order.Id, order => order.Address);
        services.AddSealedColumn<OrderingDb, OrderRow>(order => order.Id, order => order.SealedSecret);
        services.AddBlindIndex<OrderingDb, OrderRow>(
            order => order.Id, order => order.EmailIndex, order => order.Contact, SealedDetails.EmailPurpose, SealedDetails.CanonicalOf);
    }

    private static void AddBackfills(IServiceCollection services)
    {
        services.AddBackfill<OrderingDb, OrderRow, SealOrderSecrets>("ordering-seal-order-secrets", order => order.Id, order => order.SealedSecret == null);
        services.AddBackfill<OrderingDb, CartRow, SealCartSecrets>("ordering-seal-cart-secrets", cart => cart.Id, cart => cart.SealedSecret == null);
    }

    private static void AddInvariants(IServiceCollection services)
    {
        services.AddSingleton<WalkOrders>();
        services.AddInvariant<OrdersAddUp>();
        services.AddInvariant<OrdersArePaidOnce>();
        services.AddInvariant<OrderedUnitsAreTaken>();
        services.AddInvariant<RefundsAddUp>();
        services.AddInvariant<OrdersMoveOn>();
        services.AddInvariant<DiscountUsesAgree>();
    }
}
