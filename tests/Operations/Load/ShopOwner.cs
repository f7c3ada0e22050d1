using System.Net;
using GigGatek.Tests.Operations.Replicas;

namespace GigGatek.Tests.Operations.Load;

/// <summary>The owner, who gives money back all day.</summary>
internal sealed class ShopOwner(ReplicatedShop shop, Tally tally) : IDisposable
{
    private const string Password = "bench lamp micrometer";

    private readonly HttpClient _browser = new(tally.Counting(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }))
    {
        BaseAddress = shop.Address,
        Timeout = TimeSpan.FromSeconds(40),
    };

    /// <summary>Refunds that the shop said it had taken.</summary>
    public int Refunds { get; private set; }

    /// <summary>With the one-time password, or with his own when he has chosen it before.</summary>
    public async Task SignsIn()
    {
        using (var signedIn = await Sends("/account/sign-in", ("email", shop.Owner.Email), ("password", Password)))
        {
            if (signedIn.StatusCode == HttpStatusCode.SeeOther)
            {
                return;
            }
        }

        using (var first = await Sends("/account/sign-in", ("email", shop.Owner.Email), ("password", shop.Owner.OneTimePassword)))
        using (var chosen = await Sends("/account/password", ("currentPassword", shop.Owner.OneTimePassword), ("newPassword", Password)))
        {
            chosen.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    public async Task RefundsUntil(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            if (await shop.CountAsync("ordering_orders WHERE state = 'Paid' AND refunded = 0") == 0)
            {
                await Task.Delay(100, CancellationToken.None);
                continue;
            }

            var id = await shop.Set.Primary.ReadAsync(
                $"SELECT id FROM {ReplicaSet.User}.ordering_orders WHERE state = 'Paid' AND refunded = 0 ORDER BY id LIMIT 1", reader => reader.GetInt64(0));
            using var answer = await Sends($"/admin/orders/{id}/refund", ("amount", "1.00"), ("reason", "A scratch"), ("key", $"scratch-{id}"));
            Refunds += answer.StatusCode == HttpStatusCode.SeeOther ? 1 : 0;
        }
    }

    public void Dispose() => _browser.Dispose();

    private Task<HttpResponseMessage> Sends(string path, params (string Name, string Value)[] fields) =>
        _browser.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
