using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Modules;

/// <summary>How modules call each other. Section <c>Contracts</c>.</summary>
public sealed class ContractOptions
{
    /// <summary>Writes down and reads back every call, as between processes. For tests.</summary>
    public bool ThroughSerializer { get; init; }
}

/// <summary>
/// Registration of contracts. Where <c>Contracts:ThroughSerializer</c> is set (in tests), each call's arguments and answer
/// are written down and read back, as between processes, so that split mode never surprises.
/// </summary>
public static class ContractCalls
{
    /// <summary>Offers <typeparamref name="TService"/> as <typeparamref name="TContract"/> to the rest of the shop.</summary>
    public static IServiceCollection AddContract<TContract, TService>(this IServiceCollection services)
        where TContract : class
        where TService : class, TContract
    {
        services.AddSingleton<TService>();
        return services.AddSingleton<TContract>(provider =>
        {
            var service = provider.GetRequiredService<TService>();
            return provider.GetRequiredService<IOptions<ContractOptions>>().Value.ThroughSerializer
                ? SerializedCalls<TContract>.Around(service)
                : service;
        });
    }
}

/// <summary>Calls a contract as if it were in another process, in this one.</summary>
internal class SerializedCalls<TContract> : DispatchProxy
    where TContract : class
{
    private TContract _target = null!;

    public static TContract Around(TContract target)
    {
        var proxy = Create<TContract, SerializedCalls<TContract>>();
        ((SerializedCalls<TContract>)(object)proxy)._target = target;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var parameters = targetMethod!.GetParameters();
        var copies = args!.Select((argument, index) => Copy(argument, parameters[index].ParameterType)).ToArray();
        var task = (Task)targetMethod.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, copies, null)!;
        var answer = targetMethod.ReturnType.GetGenericArguments().SingleOrDefault();
        return answer is null
            ? task
            : typeof(SerializedCalls<TContract>).GetMethod(nameof(CopyAnswerAsync), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(answer).Invoke(null, [task]);
    }

    private static async Task<TAnswer> CopyAnswerAsync<TAnswer>(Task<TAnswer> call) => (TAnswer)Copy(await call, typeof(TAnswer))!;

    private static object? Copy(object? value, Type type) =>
        value is null or CancellationToken ? value : JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, type, ContractJson.Options), type, ContractJson.Options);
}
