using System.Collections.Concurrent;

namespace GigGatek.Tests.Operations;

/// <summary>How many requests were made, and which of them failed: the shop answered with a failure of its own, or not at all.</summary>
internal sealed class Tally
{
    private readonly ConcurrentQueue<string> _failures = new();
    private int _total;

    public int Total => Volatile.Read(ref _total);

    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Sends by another handler, and counts.</summary>
    public HttpMessageHandler Counting(HttpMessageHandler sender) => new Counter(this, sender);

    private sealed class Counter(Tally tally, HttpMessageHandler sender) : DelegatingHandler(sender)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref tally._total);
            try
            {
                var answer = await base.SendAsync(request, cancellationToken);
                if ((int)answer.StatusCode >= 500)
                {
                    tally._failures.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery}: {(int)answer.StatusCode}");
                }

                return answer;
            }
            catch (Exception unanswered) when (unanswered is HttpRequestException or OperationCanceledException)
            {
                tally._failures.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery}: {unanswered.Message}");
                throw;
            }
        }
    }
}
