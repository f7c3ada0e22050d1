using System.Globalization;
using GigGatek.Contracts.Ordering;
using GigGatek.Storefront.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace GigGatek.Storefront.Admin.Orders;

/// <summary>What the owner looks for, as it stands in the address.</summary>
public sealed record OrderSearch(PageForm Form, OrderFilter Filter, string? Cursor)
{
    public bool IsEmpty => Filter == new OrderFilter();

    public static OrderSearch Read(IQueryCollection query)
    {
        var form = new PageForm();
        foreach (var field in (string[])["state", "q", "from", "to"])
        {
            form.Set(field, query[field].ToString().Trim());
        }

        var filter = new OrderFilter(State(form), form.Optional("q", 254), Day(form, "from"), Day(form, "to"));
        if (filter.From > filter.To)
        {
            form.Refuse("to", "This day is before the first one.");
        }

        return new OrderSearch(form, filter, query["cursor"].ToString() is { Length: > 0 } cursor ? cursor : null);
    }

    /// <summary>The address of another page of the same search; the first one without a cursor.</summary>
    public string PathOf(string? cursor)
    {
        var query = new QueryBuilder();
        foreach (var field in (string[])["state", "q", "from", "to"])
        {
            if (Form[field].Length > 0)
            {
                query.Add(field, Form[field]);
            }
        }

        if (cursor is not null)
        {
            query.Add("cursor", cursor);
        }

        return "/admin/orders" + query;
    }

    private static OrderState? State(PageForm form)
    {
        if (form["state"].Length == 0)
        {
            return null;
        }

        if (Enum.TryParse<OrderState>(form["state"], out var state) && Enum.IsDefined(state))
        {
            return state;
        }

        form.Refuse("state", "There is no such state. Choose one from the list.");
        return null;
    }

    private static DateOnly? Day(PageForm form, string field)
    {
        if (form[field].Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(form[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        form.Refuse(field, "Write a day as year-month-day, such as 2026-11-23.");
        return null;
    }
}
