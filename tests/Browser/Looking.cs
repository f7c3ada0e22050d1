using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace GigGatek.Tests.Browser;

/// <summary>Looks at a page as people with other eyes, in the dark, on a phone and at a desk.</summary>
internal static class Looking
{
    private const int Phone = 360;
    private const int Desk = 1280;

    /// <summary>No style comes out of a database: where the same pages are looked at on another one, one look at each is enough.</summary>
    private static readonly (int Width, ColorScheme Colors)[] Looks = TestDatabase.IsServer
        ? [(Phone, ColorScheme.Dark)]
        : [(Desk, ColorScheme.Dark), (Desk, ColorScheme.Light), (Phone, ColorScheme.Light), (Phone, ColorScheme.Dark)];

    public static async Task ShouldBeAccessible(this IPage page)
    {
        foreach (var (width, colors) in Looks)
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
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        var findings = result.Violations.SelectMany(violation => violation.Nodes.Take(3).Select(node =>
            $"{violation.Id}: {violation.Help}: {node.Target}: {node.Html}: {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}"));
        string.Join('\n', findings).ShouldBeEmpty($"{page.Url} at {where}");
    }
}
