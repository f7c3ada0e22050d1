using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace GigGatek.Tests.Browser;

/// <summary>Looks at a page as people with other eyes, in the dark, on a phone and at a desk.</summary>
internal static class Looking
{
    private const int Phone = 360;
    private const int Desk = 1280;

    public static async Task ShouldBeAccessible(this IPage page)
    {
        foreach (var width in new[] { Desk, Phone })
        {
            await page.SetViewportSizeAsync(width, 800);
            foreach (var colors in new[] { ColorScheme.Dark, ColorScheme.Light })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = colors });
                await page.ShouldPass($"{width} px, {colors}");
            }
        }

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(Phone, $"{page.Url} scrolls sideways on a phone");
        await page.SetViewportSizeAsync(Desk, 800);
    }

    private static async Task ShouldPass(this IPage page, string where)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        var findings = result.Violations.SelectMany(violation => violation.Nodes.Take(3).Select(node =>
            $"{violation.Id}: {violation.Help}: {node.Target}: {node.Html}: {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}"));
        string.Join('\n', findings).ShouldBeEmpty($"{page.Url} at {where}");
    }
}
