using System.Globalization;
using GigGatek.Contracts;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.Forms;

/// <summary>
/// A form as it was typed, with what was refused about it. Reading a field notes its refusal, so that an endpoint reads
/// everything first, asks <see cref="IsValid"/>, and hands the same object to the page that shows the form again.
/// </summary>
public sealed class PageForm
{
    private const int LongestEcho = 2000;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refusals = new(StringComparer.Ordinal);

    /// <summary>A form that nobody has filled in; set what is known with <see cref="Set"/>.</summary>
    public PageForm()
    {
    }

    public PageForm(IFormCollection posted)
    {
        foreach (var (field, values) in posted)
        {
            var value = values.Count > 0 ? values[0] ?? "" : "";
            _values[field] = value.Trim();
        }
    }

    /// <summary>What is refused as a whole, not about one field.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Fields with what is wrong about them.</summary>
    public IReadOnlyDictionary<string, string> Refusals => _refusals;

    public bool IsValid => _refusals.Count == 0 && Refusal is null;

    /// <summary>The value to show in a field. A megabyte in a field is refused, so it need not be sent back.</summary>
    public string this[string field] =>
        _values.TryGetValue(field, out var value) ? value[..Math.Min(value.Length, LongestEcho)] : "";

    public string? RefusalOf(string field) => _refusals.GetValueOrDefault(field);

    public PageForm Set(string field, string? value)
    {
        _values[field] = value ?? "";
        return this;
    }

    /// <summary>Notes why a field cannot be taken. The first reason stays.</summary>
    public PageForm Refuse(string field, string reason)
    {
        _refusals.TryAdd(field, reason);
        return this;
    }

    /// <summary>Notes a contract's refusal: at its field when this form has it, otherwise as a whole.</summary>
    public PageForm Refuse(Error error)
    {
        if (error.Field is { } field && _values.Keys.FirstOrDefault(key => key.Equals(field, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return Refuse(known, error.Message);
        }

        Refusal ??= error.Message;
        return this;
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string field, int longest, string missing)
    {
        var value = Words(field, longest);
        if (value.Length == 0)
        {
            Refuse(field, missing);
        }

        return value;
    }

    /// <summary>A text that may be missing.</summary>
    public string? Optional(string field, int longest) =>
        Words(field, longest) is { Length: > 0 } value ? value : null;

    /// <summary>A whole number within bounds; 0 and a refusal otherwise.</summary>
    public int Number(string field, int least, int most, string wrong)
    {
        if (int.TryParse(this[field], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        Refuse(field, wrong);
        return 0;
    }

    /// <summary>A row's version or id, as the page wrote it into a hidden field.</summary>
    public long Hidden(string field)
    {
        if (long.TryParse(this[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Refusal ??= "This form was incomplete. Nothing was changed; please fill it in again.";
        return 0;
    }

    /// <summary>An amount of money in the shop's currency, more than nothing.</summary>
    public Money Amount(string field, string currency, string missing)
    {
        if (this[field].Length == 0)
        {
            Refuse(field, missing);
        }
        else if (Amounts.TryParse(this[field], out var minor))
        {
            return new Money(minor, currency);
        }
        else
        {
            Refuse(field, Amounts.Wrong);
        }

        return Money.Zero(currency);
    }

    private string Words(string field, int longest)
    {
        var value = _values.GetValueOrDefault(field, "");
        if (value.Length > longest)
        {
            Refuse(field, $"This is longer than {longest} characters. Please shorten it.");
            return "";
        }

        if (value.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            Refuse(field, "This contains characters that cannot be written. Please type it again.");
            return "";
        }

        return value;
    }
}
