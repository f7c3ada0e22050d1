using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GigGatek.Tests.Operations.Gateway;
using Microsoft.Data.Sqlite;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>The same attacks with no firewall, gateway or edge before the shop: a wall may fall, and what is behind it stands.</summary>
public sealed class HarmlessTests(FurnishedData data) : IClassFixture<FurnishedData>
{
    /// <summary>What stands in files that payloads ask for, and in errors that tell too much.</summary>
    private static readonly string[] Leaks = ["root:x:0:0", "[fonts]", "GigGatek.", "   at System.", "Exception:", "SQLite Error", "uid=0("];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_attack_of_the_corpus_is_harmless_without_a_firewall()
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        await using var shop = await data.StartShopAsync(address, ("Shop__TrustedProxies__0", "127.0.0.0/8"));
        using var lure = new Lure();
        var requests = Corpus.Classes.SelectMany(kind => Corpus.Attacks(kind).Select(lure.Bait).SelectMany(payload => Of(kind, payload))).ToList();
        requests.Count.ShouldBeGreaterThan(559 * 8);
        using (var visitor = new RawConnection(address))
        {
            (await visitor.AskAsync(new RawRequest("", "POST", "/cart/add", $"sku={FurnishedData.Sku}&quantity=1", Attacks.Form))).Status.ShouldBe(303);
        }

        var backfills = (await BuiltProgram.RunAsync(data.Environment, "migrate", "--data", data.Folder)).Split('\n').Count(line => line.StartsWith("Backfill ", StringComparison.Ordinal));
        backfills.ShouldBePositive();
        await Wait.Until("the shop to have done what follows its start", () => IsSettled(backfills));
        var before = ReadDatabase();
        before.Count.ShouldBeGreaterThan(30);
        var faults = new ConcurrentQueue<string>();
        var waiting = new ConcurrentQueue<(RawRequest Request, string Payload)>(requests);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var connection = new RawConnection(address);
            while (waiting.TryDequeue(out var attack))
            {
                foreach (var fault in Judge(attack.Payload, await connection.AskAsync(attack.Request)))
                {
                    faults.Enqueue($"{attack.Request.Name}: {fault}");
                }
            }
        }));

        faults.Take(20).ShouldBeEmpty();
        lure.Calls.ShouldBe(0, "nothing went out");
        shop.HasEnded.ShouldBeFalse(shop.Output);
        ReadDatabase().Except(before).ShouldBeEmpty("nothing was changed");
    }

    private static IEnumerable<(RawRequest Request, string Payload)> Of(string kind, string payload)
    {
        var encoded = Uri.EscapeDataString(payload);
        var browser = new string([.. payload.Where(letter => letter is >= ' ' and <= '~')]);
        RawRequest[] requests =
        [
            new($"{kind} searched for", "GET", $"/search?q={encoded}"),
            new($"{kind} suggested", "GET", $"/search/suggestions?q={encoded}"),
            new($"{kind} as a filter", "GET", $"/c/widget?grade={encoded}&sort={encoded}&price-from={encoded}"),
            new($"{kind} compared", "GET", $"/compare?p={encoded}"),
            new($"{kind} as a name in a path", "GET", $"/p/{encoded}"),
            new($"{kind} as an asset", "GET", $"/assets/{encoded}"),
            new($"{kind} as a path, as it is", "GET", $"/assets/{payload.Replace(" ", "%20", StringComparison.Ordinal).Replace("\\", "%5c", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal)}"),
            new($"{kind} asked of the API", "GET", $"/api/v1/products?q={encoded}&sort={encoded}&cursor={encoded}"),
            new($"{kind} in a form of the cart", "POST", "/cart/add", $"sku={encoded}&quantity={encoded}", Attacks.Form),
            new($"{kind} in a form of the account", "POST", "/account/sign-in", $"email={encoded}&password={encoded}&returnUrl={encoded}", Attacks.Form),
            new($"{kind} in JSON", "POST", "/api/v1/sessions", JsonSerializer.Serialize(new { email = payload, password = payload, name = payload, scopes = (string[])[payload], code = payload }), "application/json"),
            new($"{kind} as XML", "POST", "/api/v1/sessions", payload, "application/xml"),
            new($"{kind} as an event", "POST", "/webhooks/payments/test", JsonSerializer.Serialize(new { id = payload, type = payload }), "application/json"),
            new($"{kind} in headers", "GET", "/cart", Headers: [("User-Agent", browser), ("Referer", browser), ("Cookie", $"gg_cart={encoded}; gg_session={encoded}; gg_seen={encoded}; gg_sign_in={encoded}"), ("Accept-Language", browser), ("X-Forwarded-For", browser)]),
        ];
        return requests.Select(request => (request with { Name = $"{request.Name}: {payload}" }, payload));
    }

    private static IEnumerable<string> Judge(string payload, RawAnswer answer)
    {
        if (answer.Status >= 500)
        {
            yield return $"{answer.Status}";
        }

        foreach (var leak in Leaks.Where(leak => answer.Body.Contains(leak, StringComparison.Ordinal) && !payload.Contains(leak, StringComparison.Ordinal)))
        {
            yield return $"the answer has {leak}";
        }

        var isPage = answer.Header("Content-Type") is not { } type || type.StartsWith("text/html", StringComparison.Ordinal) || type.Contains("xml", StringComparison.Ordinal);
        if (isPage && payload.IndexOfAny(['<', '"']) >= 0 && answer.Body.Contains(payload, StringComparison.Ordinal))
        {
            yield return "it is shown as it came";
        }

        if (answer.Header("Location") is { } location && !location.StartsWith('/') && !location.StartsWith("http://shop.example/", StringComparison.Ordinal))
        {
            yield return $"it leads to {location}";
        }

        if (answer.Headers.Any(line => line.Contains("X-Injected", StringComparison.OrdinalIgnoreCase)) || answer.Header("X-Content-Type-Options") is not "nosniff" && answer.Body.Length > 0 && answer.Status != 400)
        {
            yield return "a header that is not the shop's, or one that is missing";
        }
    }

    /// <summary>Its events have left, its first job that writes has run, and its backfills have found nothing.</summary>
    private bool IsSettled(int backfills)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data.Folder, "giggatek.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return Rows(connection, "SELECT id FROM accounts_token_keys").Any()
            && Rows(connection, "SELECT name FROM schema_backfills WHERE finished_at IS NOT NULL").Count() == backfills
            && !Rows(connection, "SELECT name FROM sqlite_master WHERE name GLOB '*_outbox'").ToList()
                .Exists(outbox => Rows(connection, $"SELECT id FROM {outbox.TrimEnd('|')} WHERE dispatched_at IS NULL").Any());
    }

    /// <summary>Each table of each file, with a digest of its rows; but for the counts of tries to sign in, which attacks are.</summary>
    private List<string> ReadDatabase()
    {
        List<string> tables = [];
        foreach (var file in Directory.GetFiles(data.Folder, "*.db", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            connection.Open();
            foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").Select(row => row.TrimEnd('|')).Where(table => table != "accounts_throttles"))
            {
                var rows = Rows(connection, $"SELECT * FROM \"{table}\"").Order(StringComparer.Ordinal).ToList();
                var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))[..16];
                tables.Add($"{Path.GetFileName(file)} {table}: {rows.Count} rows, {digest}");
            }
        }

        return tables;
    }

    private static IEnumerable<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of tables out of the database itself
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new StringBuilder();
            for (var column = 0; column < reader.FieldCount; column++)
            {
                row.Append(reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)).Append('|');
            }

            yield return row.ToString();
        }
    }

    /// <summary>Stands where payloads lead, and counts who comes.</summary>
    private sealed class Lure : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _calls;

        public Lure()
        {
            _listener.Start();
            _ = CountAsync();
        }

        public int Calls => Volatile.Read(ref _calls);

        private string Address => _listener.LocalEndpoint.ToString()!;

        /// <summary>The payload, with every host that is somebody else's, or this machine, being here.</summary>
        public string Bait(string payload) => payload
            .Replace("evil.example", Address, StringComparison.Ordinal).Replace("127.0.0.1:8081", Address, StringComparison.Ordinal)
            .Replace("169.254.169.254", Address, StringComparison.Ordinal).Replace("http://127.0.0.1/", $"http://{Address}/", StringComparison.Ordinal);

        public void Dispose() => _listener.Dispose();

        private async Task CountAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(Ct);
                    Interlocked.Increment(ref _calls);
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // the test is over
            }
        }
    }
}
