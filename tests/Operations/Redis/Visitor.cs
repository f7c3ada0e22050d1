using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace GigGatek.Tests.Operations.Redis;

/// <summary>Looks, searches and fills carts, each step at whichever process comes next, as behind a load balancer.</summary>
internal sealed class Visitor(IReadOnlyList<Uri> nodes, string page, string sku, int number)
{
    private int _step;
    private int _rounds;

    /// <summary>What was answered that should not have been.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>How often it has done all steps.</summary>
    public int Rounds => Volatile.Read(ref _rounds);

    public async Task GoesRoundUntil(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await GoRound();
            Interlocked.Increment(ref _rounds);
        }
    }

    private async Task GoRound()
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        await Get(browser, page);
        await Get(browser, $"/search?q=part&visitor={number}.{Rounds}");
        await Add(browser, units: 1);
        await BadgeIs(browser, 1);
        await Add(browser, units: 2);
        await BadgeIs(browser, 3);
        await Get(browser, "/cart");
    }

    private async Task Add(HttpClient browser, int units)
    {
        using var form = new FormUrlEncodedContent([new("sku", sku), new("quantity", $"{units}")]);
        using var answer = await browser.PostAsync(Next("/cart/add"), form);
        Look(answer, "/cart/add", HttpStatusCode.SeeOther);
    }

    /// <summary>A process that has Redis back a second before another may count too few for that second, not for longer.</summary>
    private async Task BadgeIs(HttpClient browser, int units)
    {
        var deadline = Environment.TickCount64 + 30_000;
        while (true)
        {
            using var answer = await browser.GetAsync(Next("/me/summary"));
            Look(answer, "/me/summary", HttpStatusCode.OK);
            if (!answer.IsSuccessStatusCode || (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("cartCount").GetInt32() == units)
            {
                return;
            }

            if (Environment.TickCount64 > deadline)
            {
                Faults.Add($"the badge did not come to {units}");
                return;
            }
        }
    }

    private async Task Get(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(Next(path));
        Look(answer, path, HttpStatusCode.OK);
    }

    private void Look(HttpResponseMessage answer, string path, HttpStatusCode right)
    {
        if (answer.StatusCode != right)
        {
            Faults.Add($"{path}: {answer.StatusCode}");
        }
    }

    private Uri Next(string path) => new(nodes[(number + _step++) % nodes.Count], path);
}
