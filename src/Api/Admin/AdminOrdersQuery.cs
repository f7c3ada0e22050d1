using System.Globalization;
using GigGatek.Api.Documents;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Api.Admin;

/// <summary>Which orders are asked for.</summary>
internal static class AdminOrdersQuery
{
    private const string State = "state", Text = "q", From = "from", To = "to", Cursor = "cursor", Day = "yyyy-MM-dd";
    private const int LongestText = 254, LongestCursor = 1000;

    private static readonly IReadOnlyDictionary<string, OrderState> States =
        Enum.GetValues<OrderState>().ToDictionary(state => char.ToLowerInvariant($"{state}"[0]) + $"{state}"[1..]);

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new(State, ParameterKind.Text, "Only orders that stand so.") { Words = [.. States.Keys], Example = "paid" },
        new(Text, ParameterKind.Text, "A number, or a whole mail address.") { Most = LongestText, Example = "GG-7F3K-2Q9M" },
        new(From, ParameterKind.Text, "The first day on which they were placed, by UTC: 2026-11-01.") { Example = "2026-11-01" },
        new(To, ParameterKind.Text, "The last day on which they were placed, by UTC.") { Example = "2026-11-30" },
        new(Cursor, ParameterKind.Text, "The next of the page before, as it is.") { Most = LongestCursor },
    ];

    public static Result<AskedOrders> Read(IQueryCollection query)
    {
        if (Value(State) is { } state && !States.ContainsKey(state))
        {
            return Bad(State, $"is one of {string.Join(", ", States.Keys)}");
        }

        foreach (var day in new[] { From, To })
        {
            if (Value(day) is { } text && ReadDay(text) is null)
            {
                return Bad(day, "is a day such as 2026-11-01");
            }
        }

        var filter = new OrderFilter(Value(State) is { } known ? States[known] : null, Value(Text), ReadDay(Value(From)), ReadDay(Value(To)));
        return filter.From > filter.To ? Bad(To, "is not before “from”")
            : filter.Text?.Length > LongestText ? Bad(Text, $"has at most {LongestText} letters")
            : Value(Cursor)?.Length > LongestCursor ? Bad(Cursor, "is the next of a page")
            : new AskedOrders(filter, Value(Cursor));

        string? Value(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    private static DateOnly? ReadDay(string? text) => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Error Bad(string name, string right) => Error.Invalid("bad_query", $"“{name}” {right}.", name);
}

/// <summary>What was asked for.</summary>
internal sealed record AskedOrders(OrderFilter Filter, string? Cursor);
