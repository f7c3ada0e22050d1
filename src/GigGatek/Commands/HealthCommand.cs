using System.CommandLine;
using System.Text.Json;

namespace GigGatek.Commands;

/// <summary>
/// Asks a running process whether it is ready: the health check of a container, which has neither shell nor curl. It runs every few
/// seconds, so it builds nothing of the shop.
/// </summary>
internal static class HealthCommand
{
    public const string Name = "health";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "Where it answers; without a path, /health/ready there.", DefaultValueFactory = _ => "http://localhost:8080" };
        url.Validators.Add(result =>
        {
            if (AddressOf(result.GetValueOrDefault<string>()) is null)
            {
                result.AddError($"--url is “{result.GetValueOrDefault<string>()}”; it takes an address such as http://localhost:8080.");
            }
        });
        var command = new Command(Name, "Ask a running process whether it is ready. Exit code 0 when it is, 1 when it is not or does not answer.") { url };
        command.SetAction((args, ct) => Run(AddressOf(args.GetValue(url)!)!, ct));
        return command;
    }

    internal static Uri? AddressOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address.AbsolutePath == "/" ? new Uri(address, "/health/ready") : address
            : null;

    private static async Task<int> Run(Uri address, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        using var sender = new HttpMessageInvoker(handler);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        try
        {
            using var answer = await sender.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), deadline.Token);
            var status = await ReadStatus(answer, deadline.Token);
            Console.WriteLine(answer.IsSuccessStatusCode ? $"{address} is ready{status}." : $"{address} is not ready: it answers {(int)answer.StatusCode}{status}.");
            return answer.IsSuccessStatusCode ? Exit.Done : Exit.Broken;
        }
        catch (HttpRequestException failure)
        {
            Console.WriteLine($"{address} does not answer: {failure.Message}");
            return Exit.Broken;
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"{address} does not answer within {Patience.TotalSeconds} seconds.");
            return Exit.Broken;
        }
    }

    /// <summary><c> (Degraded)</c>; nothing where the answer is not one of ours.</summary>
    private static async Task<string> ReadStatus(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(ct));
            return json.RootElement.TryGetProperty("status", out var status) ? $" ({status.GetString()})" : "";
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
