using System.Text;
using GigGatek.Operations.Deploy.Environments;

namespace GigGatek.Operations.Deploy.Notices;

/// <summary>
/// Sends notices to where an environment wants them. A release never waits for one nor fails by one: they go beside it, twice at most, and what
/// became of them is said. The address of a webhook is its secret: it is read from a file, and never printed.
/// </summary>
public sealed class SendNotices(EnvironmentNotices wanted, TimeProvider clock, Action<string> say, Func<HttpClient>? client = null)
{
    private const int Tries = 2;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly List<Task> _underWay = [];
    private readonly Func<HttpClient> _client = client ?? HttpClients.Short;

    /// <summary>Begins to send one.</summary>
    public void Send(Notice notice)
    {
        foreach (var (name, file, text) in new[] { ("Slack", wanted.Slack, notice.ForSlack()), ("Teams", wanted.Teams, notice.ForTeams()) }.Where(one => one.Item2.Length > 0))
        {
            _underWay.Add(SendAsync(name, file, text));
        }
    }

    /// <summary>Waits for those under way: some seconds each at most.</summary>
    public async Task EndAsync()
    {
        await Task.WhenAll(_underWay);
        _underWay.Clear();
    }

    private async Task SendAsync(string name, string file, string text)
    {
        var fault = "";
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (attempt > 1)
            {
                await Task.Delay(BetweenTries, clock);
            }

            if (await FindFaultAsync(file, text) is not { } found)
            {
                return;
            }

            fault = found;
        }

        say($"    The notice to {name} was not taken: {fault}. The release does not mind.");
    }

    /// <summary>Never with the address in it: exceptions of HTTP name the host alone, and that is left out too.</summary>
    private async Task<string?> FindFaultAsync(string file, string text)
    {
        try
        {
            var isAddress = Uri.TryCreate((await File.ReadAllTextAsync(file)).Trim(), UriKind.Absolute, out var address);
            if (!isAddress || !(address!.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            {
                return $"{file} holds no address that begins with https://";
            }

            using var sender = _client();
            using var content = new StringContent(text, Encoding.UTF8, "application/json");
            using var answer = await sender.PostAsync(address, content);
            return answer.IsSuccessStatusCode ? null : FormattableString.Invariant($"it answered {(int)answer.StatusCode}");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return failure is OperationCanceledException ? "it did not answer in time" : "it cannot be reached";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read";
        }
    }
}
