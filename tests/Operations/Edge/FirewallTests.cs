using System.Collections.Concurrent;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>The firewall as it is shipped: nobody who shops is refused, and hardly anybody who attacks gets through.</summary>
public sealed class FirewallTests : IAsyncLifetime
{
    private const int Refused = 403;

    private RecordingGateway _gateway = null!;
    private RunningEdge _edge = null!;

    public async ValueTask InitializeAsync()
    {
        RunningEdge.RequireNginx();
        _gateway = await RecordingGateway.StartAsync();
        _edge = await RunningEdge.StartAsync(_gateway.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_edge is not null)
        {
            await _edge.DisposeAsync();
            await _gateway.DisposeAsync();
        }
    }

    [Fact]
    public async Task Of_ten_thousand_legitimate_requests_none_is_refused_and_all_arrive()
    {
        var answers = await AskAll([.. LegitimateRequests.Make(10_005)]);
        answers.Where(answer => answer.Status != 200).Select(answer => $"{answer.Status} {answer.Request.Name}").Take(20).ShouldBeEmpty("the audit log tells which rule");
        _gateway.Arrivals.Count.ShouldBe(10_005);
    }

    [Fact]
    public async Task Of_the_attacks_of_every_class_ninety_five_in_a_hundred_are_refused_at_the_edge_and_those_do_not_arrive()
    {
        Corpus.Classes.Count.ShouldBe(7);
        Corpus.Classes.Sum(kind => Corpus.Attacks(kind).Count).ShouldBeGreaterThanOrEqualTo(500);
        var answers = await AskAll([.. Attacks.All]);

        _gateway.Arrivals.Count.ShouldBe(answers.Count(answer => answer.Status == 200), "what is refused is refused before the gateway");
        foreach (var kind in Corpus.Classes)
        {
            var own = answers.Where(answer => answer.Request.Name.StartsWith(kind, StringComparison.Ordinal)).ToList();
            var through = own.Where(answer => answer.Status == 200).Select(answer => answer.Request.Name).ToList();
            through.Count.ShouldBeLessThanOrEqualTo(own.Count / 20, $"{kind}: {string.Join('\n', through)}");
        }

        foreach (var answer in answers.Where(answer => answer.Status != 200))
        {
            answer.Status.ShouldBeOneOf([400, Refused], answer.Request.Name);
        }
    }

    [Fact]
    public async Task Switched_to_watch_it_lets_attacks_through_and_writes_them_down()
    {
        await using var watching = await RunningEdge.StartAsync(_gateway.Address, ("EDGE_ENGINE", "DetectionOnly"));
        using var connection = new RawConnection(watching.Http);
        (await connection.AskAsync(new RawRequest("", "GET", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E"))).Status.ShouldBe(200);
        await Wait.Until("the audit log", () => File.ReadAllText(watching.AuditLog).Contains("941100", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_that_is_not_what_it_says_it_is_arrives_nowhere()
    {
        var answers = await AskAll(
        [
            new RawRequest("breaks off", "POST", "/api/v1/carts", """{"lines":[{"sku":"x"}""", "application/json"),
            new RawRequest("no parts", "POST", "/cart/add", "no parts at all", "multipart/form-data; boundary=x"),
            new RawRequest("no boundary", "POST", "/cart/add", "--x\r\nbroken", "multipart/form-data"),
            new RawRequest("another type", "POST", "/cart/add", "<xml/>", "text/xml"),
        ]);
        answers.ShouldAllBe(answer => answer.Status == 400 || answer.Status == Refused);
        _gateway.Arrivals.ShouldBeEmpty();
    }

    private async Task<IReadOnlyCollection<(RawRequest Request, int Status)>> AskAll(IReadOnlyList<RawRequest> requests)
    {
        var waiting = new ConcurrentQueue<RawRequest>(requests);
        var answers = new ConcurrentQueue<(RawRequest, int)>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var connection = new RawConnection(_edge.Http);
            while (waiting.TryDequeue(out var request))
            {
                answers.Enqueue((request, (await connection.AskAsync(request)).Status));
            }
        }));
        return answers;
    }
}
