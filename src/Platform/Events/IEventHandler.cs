using GigGatek.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Platform.Events;

/// <summary>What comes with an event.</summary>
/// <param name="EventId">Unique over all modules; the inbox's key.</param>
public sealed record EventContext(string EventId, DateTimeOffset OccurredAt);

/// <summary>
/// Reacts to an event. It may see one twice and must then do nothing: either what it calls is idempotent, or it asks
/// <see cref="Data.ModuleDb.TryReceiveAsync"/> first. An exception makes it run again later. Events come in no order, and one handler is
/// called for several at once.
/// </summary>
public interface IEventHandler<in TEvent>
    where TEvent : IEvent
{
    /// <summary>Deals with one event.</summary>
    Task HandleAsync(TEvent happened, EventContext context, CancellationToken ct);
}

/// <summary>Registration of handlers.</summary>
public static class EventServices
{
    /// <summary>Registers a handler.</summary>
    public static IServiceCollection AddEventHandler<TEvent, THandler>(this IServiceCollection services)
        where TEvent : IEvent
        where THandler : class, IEventHandler<TEvent>
    {
        services.AddSingleton<THandler>();
        return services.AddSingleton(provider =>
            new EventSubscription(typeof(TEvent), (happened, context, ct) =>
                provider.GetRequiredService<THandler>().HandleAsync((TEvent)happened, context, ct)));
    }
}

/// <summary>One handler of one type of event.</summary>
internal sealed record EventSubscription(Type EventType, Func<IEvent, EventContext, CancellationToken, Task> HandleAsync);
