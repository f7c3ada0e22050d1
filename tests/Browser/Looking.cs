using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace GigGatek.Tests.Browser;

/// <summary>Looks at a page as people with other eyes, in the dark, on a phone and at a desk.</summary>
internal static class Looking
{
    private const int Phone = 360;
    private const int Desk = 1280;

    /// <summary>Two looks at a page, one of them from a phone and one of them in the dark; all four at pages that are made of the same parts.</summary>
    private static readonly (int Width, ColorScheme Colors)[][] Looks =
    [
        [(Desk, ColorScheme.Light), (Phone, ColorScheme.Dark)],
        [(Desk, ColorScheme.Dark), (Phone, ColorScheme.Light)],
    ];

    /// <summary>axe-core as Deque packs it. Their own way of running it opens a browser page more for each look, which pages without frames need not.</summary>
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    public static async Task ShouldBeAccessible(this IPage page)
    {
        await page.EvaluateAsync($"() => {{ if (!window.axe) {{ {Axe} }} }}");
        foreach (var (width, colors) in Looks[new Uri(page.Url).PathAndQuery.Length % Looks.Length])
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.EmulateMediaAsync(new() { ColorScheme = colors });
            await page.ShouldPass($"{width} px, {colors}");
        }

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(Phone, $"{page.Url} scrolls sideways on a phone");
        await page.SetViewportSizeAsync(Desk, 800);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static async Task ShouldPass(this IPage page, string where)
    {
        var findings = await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.flatMap(violation => violation.nodes.slice(0, 3).map(node =>
              `${violation.id}: ${violation.help}: ${node.target}: ${node.html}: ${[...node.any, ...node.all, ...node.none].map(check => check.message).join('; ')}`))
            """);
        string.Join('\n', findings).ShouldBeEmpty($"{page.Url} at {where}");
    }
}
