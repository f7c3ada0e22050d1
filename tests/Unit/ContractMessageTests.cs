using System.Collections;
using System.Text.Json;
using GigGatek.Contracts;
using GigGatek.Platform;

namespace GigGatek.Tests.Unit;

/// <summary>Split mode must never surprise: whatever a contract takes or answers can be written down and read back.</summary>
public sealed class ContractMessageTests
{
    public static TheoryData<Type> Messages() => [.. Contracts().SelectMany(Exchanged).Concat(Events()).Distinct().OrderBy(type => type.FullName)];

    [Theory, MemberData(nameof(Messages))]
    public void Every_message_survives_the_serializer(Type message)
    {
        var sample = Sample.Of(message);
        var written = JsonSerializer.Serialize(sample, message, ContractJson.Options);
        var read = JsonSerializer.Deserialize(written, message, ContractJson.Options);
        JsonSerializer.Serialize(read, message, ContractJson.Options).ShouldBe(written);
        Sample.Same(sample, read).ShouldBeTrue(written);
    }

    [Fact]
    public void Every_contract_is_asynchronous_and_can_be_cancelled()
    {
        foreach (var method in Contracts().SelectMany(contract => contract.GetMethods()))
        {
            method.ReturnType.IsAssignableTo(typeof(Task)).ShouldBeTrue($"{method.DeclaringType!.Name}.{method.Name}");
            method.GetParameters()[^1].ParameterType.ShouldBe(typeof(CancellationToken), $"{method.DeclaringType!.Name}.{method.Name}");
        }
    }

    private static IEnumerable<Type> Contracts() =>
        typeof(IEvent).Assembly.GetExportedTypes().Where(type => type.IsInterface && type != typeof(IEvent));

    private static IEnumerable<Type> Events() =>
        typeof(IEvent).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IEvent)) && type.IsClass);

    private static IEnumerable<Type> Exchanged(Type contract) =>
        contract.GetMethods()
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType.GetGenericArguments().SingleOrDefault()!))
            .Where(type => type is not null && type != typeof(CancellationToken));
}

/// <summary>Makes a value of any message, every member filled with something that a careless serializer would lose.</summary>
internal static class Sample
{
    public static object? Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner);
        }

        return type switch
        {
            _ when type == typeof(string) => "Ünïcode \"quoted\" </script>\n",
            _ when type == typeof(int) => 7,
            _ when type == typeof(long) => long.MaxValue - 1,
            _ when type == typeof(decimal) => 2.968m,
            _ when type == typeof(bool) => true,
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 2, 28, 23, 59, 59, 123, TimeSpan.Zero),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 2, 28),
            _ when type == typeof(byte[]) => new byte[] { 0, 255, 10 },
            _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => ListOf(type.GetGenericArguments()[0]),
            _ => Construct(type),
        };
    }

    /// <summary>Equal in all members, lists compared one by one (records compare lists by reference).</summary>
    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => a == b,
        (IEnumerable a, IEnumerable b) => a.Cast<object?>().Count() == b.Cast<object?>().Count() && a.Cast<object?>().Zip(b.Cast<object?>()).All(pair => Same(pair.First, pair.Second)),
        _ when left.GetType().Namespace!.StartsWith("GigGatek", StringComparison.Ordinal) && !left.GetType().IsEnum =>
            left.GetType() == right.GetType() && left.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && !property.GetMethod!.IsStatic)
                .All(property => Same(property.GetValue(left), property.GetValue(right))),
        _ => left.Equals(right),
    };

    private static Array ListOf(Type item)
    {
        var list = Array.CreateInstance(item, 2);
        list.SetValue(Of(item), 0);
        list.SetValue(Of(item), 1);
        return list;
    }

    private static object Construct(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
    }
}
