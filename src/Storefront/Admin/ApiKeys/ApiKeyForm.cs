using System.Globalization;
using GigGatek.Contracts.Accounts;
using GigGatek.Storefront.Forms;

namespace GigGatek.Storefront.Admin.ApiKeys;

/// <summary>What is chosen for a key: what it may do, when it ends, and how long an old one goes on.</summary>
internal static class ApiKeyForm
{
    private const string Never = "never";

    public static IReadOnlyList<(string Value, string Text)> Lives { get; } =
        [("30", "in 30 days"), ("90", "in 90 days"), (Days(ApiKeyLimits.UsualLifetime), "in a year"), ("730", "in two years"), (Never, "never by itself")];

    public static IReadOnlyList<(string Value, string Text)> Overlaps { get; } =
        [("0", "not at all: it ends now"), ("1", "for an hour"), (Hours(ApiKeyLimits.UsualOverlap), "for a day"), ("168", "for a week"), ("720", "for 30 days")];

    /// <summary>With what is usual.</summary>
    public static PageForm Empty() => new PageForm().Set("life", Days(ApiKeyLimits.UsualLifetime)).Set("overlap", Hours(ApiKeyLimits.UsualOverlap));

    /// <summary>The name of a scope's box.</summary>
    public static string FieldOf(string scope) => "scope-" + scope.Replace('.', '-');

    public static IReadOnlyList<string> ScopesOf(PageForm form)
    {
        string[] chosen = [.. ApiScopes.All.Where(scope => form[FieldOf(scope)] == "yes")];
        form.Set("scopes", string.Join(' ', chosen));    // the field that a refusal of the accounts is about
        if (chosen.Length == 0)
        {
            form.Refuse("scopes", "Choose at least one thing that the key may be used for.");
        }

        return chosen;
    }

    public static DateTimeOffset? EndOf(PageForm form, DateTimeOffset now)
    {
        var life = Chosen(form, "life", Lives, "Choose when the key ends.");
        return life is null or Never ? null : now.AddDays(int.Parse(life, CultureInfo.InvariantCulture));
    }

    public static TimeSpan OverlapOf(PageForm form) =>
        TimeSpan.FromHours(int.Parse(Chosen(form, "overlap", Overlaps, "Choose how long the old key goes on.") ?? "0", CultureInfo.InvariantCulture));

    private static string? Chosen(PageForm form, string field, IReadOnlyList<(string Value, string Text)> choices, string wrong)
    {
        if (choices.Any(choice => choice.Value == form[field]))
        {
            return form[field];
        }

        form.Refuse(field, wrong);
        return null;
    }

    private static string Days(TimeSpan life) => life.TotalDays.ToString("0", CultureInfo.InvariantCulture);

    private static string Hours(TimeSpan overlap) => overlap.TotalHours.ToString("0", CultureInfo.InvariantCulture);
}
