using GigGatek.Platform.Modules;

namespace GigGatek.Composition;

/// <summary>The modules of this program.</summary>
internal static class ShopModules
{
    /// <summary>All of them, in the order of their start.</summary>
    public static IReadOnlyList<IModule> All { get; } =
    [
        new Catalog.CatalogModule(),
        new Ordering.OrderingModule(),
        new Payments.PaymentsModule(),
        new Accounts.AccountsModule(),
        new Notifications.NotificationsModule(),
        new Storefront.StorefrontModule(),
        new Api.ApiModule(),
    ];

    /// <summary>Those of <c>--modules</c>: <c>all</c>, or names with commas.</summary>
    /// <exception cref="StartRefusedException">A name that no module has.</exception>
    public static IReadOnlyList<IModule> Named(string names)
    {
        if (names == "all")
        {
            return All;
        }

        var asked = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (asked.FirstOrDefault(name => All.All(module => module.Name != name)) is { } unknown)
        {
            throw new StartRefusedException($"There is no module called {unknown}. Take all, or some of: {string.Join(", ", All.Select(module => module.Name))}.");
        }

        return [.. All.Where(module => asked.Contains(module.Name))];
    }
}
