using System.Globalization;
using GigGatek.Contracts.Ordering;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.Words;

namespace GigGatek.Storefront.Admin.Discounts;

/// <summary>A discount as it is typed and as it is shown. Days are whole days in UTC, the last one included.</summary>
internal static class DiscountForm
{
    public static Discount Read(PageForm form, string currency)
    {
        var code = form.Text("code", 40, "Write the code that shoppers type, such as BENCH10.");
        if (!Enum.TryParse<DiscountKind>(form["kind"], out var kind) || !Enum.IsDefined(kind))
        {
            form.Refuse("kind", "Choose what the code does.");
        }

        var value = kind switch
        {
            DiscountKind.Percent => Percent(form),
            DiscountKind.Amount => form.Amount("value", currency, "Write the amount that is taken off, such as 10.00.").Minor,
            _ => 0,
        };
        var minimum = form["minimum"].Length == 0 ? 0 : form.Amount("minimum", currency, "").Minor;
        var from = Day(form, "from");
        var until = Day(form, "until")?.AddDays(1);
        if (from is not null && until is not null && until <= from)
        {
            form.Refuse("until", "This day is before the first one.");
        }

        int? uses = form["maxUses"].Length == 0 ? null : form.Number("maxUses", 1, 1_000_000, "Write how often it may be used, from 1 to 1,000,000; empty for any number.");
        return new Discount(code, kind, value, minimum, from, until, uses, 0, true);
    }

    /// <summary><c>10 %</c>, <c>USD 20.00</c>, <c>free shipping</c>.</summary>
    public static string Effect(Discount discount, string currency) => discount.Kind switch
    {
        DiscountKind.Percent => $"{Say.Number(discount.Value / 100m)} %",
        DiscountKind.Amount => Say.Money(new(discount.Value, currency)),
        _ => "free shipping",
    };

    public static string Period(Discount discount) => (discount.From, discount.Until) switch
    {
        (null, null) => "always",
        ({ } from, null) => $"from {Say.Date(from)}",
        (null, { } until) => $"until {LastDay(until)}",
        ({ } from, { } until) => $"{Say.Date(from)} to {LastDay(until)}",
    };

    private static string LastDay(DateTimeOffset until) => Say.Date(until.AddTicks(-1));

    private static long Percent(PageForm form)
    {
        const NumberStyles typed = NumberStyles.AllowDecimalPoint;
        if (form["value"].Length <= 6
            && decimal.TryParse(form["value"], typed, CultureInfo.InvariantCulture, out var percent)
            && percent is > 0 and <= 100
            && decimal.Truncate(percent * 100) == percent * 100)
        {
            return (long)(percent * 100);
        }

        form.Refuse("value", "Write percent above 0 and up to 100, such as 10 or 7.5.");
        return 0;
    }

    private static DateTimeOffset? Day(PageForm form, string field)
    {
        if (form[field].Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(form[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 3000)
        {
            return new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        }

        form.Refuse(field, "Write a day as year-month-day, such as 2026-11-23.");
        return null;
    }
}
