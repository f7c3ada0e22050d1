using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using GigGatek.Platform.Releases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// The gateway against nginx, both before the same shop, which answers 4 KB from memory: how many requests pass, how much later the slowest of a hundred comes at half
/// of what the gateway can, and what checking an access token takes. Limits of requests are off, as nginx has none. Three programs share the processors: on two of them
/// waiting for a turn is most of what the slowest wait, before nginx too, so its number stands beside.
/// </summary>
internal static class GatewayPassage
{
    private const int Connections = 32;
    private const int Rounds = 7;
    private const double MostAdded = 2;
    private const string Shop = "https://shop.example", Page = "/", Call = "/api/v1/products";
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    /// <summary>Until the hot paths are compiled for the last time.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);

    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var folder = Directory.CreateDirectory(Path.Combine(shop.Folder, "gateway")).FullName;
        var upstream = FreePorts.Next();
        await using var app = await StartShopAsync(upstream, KeysOf(key));
        var port = FreePorts.Next();
        using var gateway = StartGateway(folder, upstream, port);
        try
        {
            await UntilItAnswersAsync(port);
            await HttpLoad.RequestsPerSecondAsync(port, Page, Connections, WarmUp);
            return FindNginx() is { } program
                ? [.. await MeasureAgainstAsync(program, folder, upstream, port), await MeasureTokensAsync(port, TokenOf(key))]
                : throw new InvalidOperationException("There is no nginx to measure against.");
        }
        finally
        {
            gateway.Kill();
            await gateway.WaitForExitAsync();
        }
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAgainstAsync(string program, string folder, int upstream, int port)
    {
        var nginxPort = FreePorts.Next();
        using var nginx = StartNginx(program, folder, upstream, nginxPort);
        try
        {
            await UntilItAnswersAsync(nginxPort);
            var ratio = await Performance.Rounds.CompareAsync(
                Rounds, () => HttpLoad.RequestsPerSecondAsync(port, Page, Connections, Time), () => HttpLoad.RequestsPerSecondAsync(nginxPort, Page, Connections, Time));
            return [Figure.Of("gateway beside nginx", ratio, "requests/s", 0.7), await MeasureDelayAsync(upstream, port, nginxPort)];
        }
        finally
        {
            using var stop = Process.Start("kill", ["-TERM", nginx.Id.ToString(CultureInfo.InvariantCulture)]);    // so that its workers end with it
            await nginx.WaitForExitAsync();
        }
    }

    private static async Task<Figure> MeasureDelayAsync(int upstream, int port, int nginxPort)
    {
        var half = await HttpLoad.RequestsPerSecondAsync(port, Page, Connections, Time) / 2;
        var (ours, nginx) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var direct = await SlowestOfHundredAsync(upstream, half);
            ours.Add(await SlowestOfHundredAsync(port, half) - direct);
            nginx.Add(await SlowestOfHundredAsync(nginxPort, half) - direct);
        }

        var median = Performance.Rounds.Median(ours);
        return new Figure(
            "p99 that the gateway adds at half load",
            $"{median:N2} ms (nginx {Performance.Rounds.Median(nginx):N2} ms, both at {half:N0} requests/s)",
            $"under {MostAdded:N0} ms",
            median < MostAdded);
    }

    private static async Task<double> SlowestOfHundredAsync(int port, double perSecond) =>
        Performance.Rounds.Percentile(await HttpLoad.LatenciesAsync(port, Page, Connections, perSecond, Time), 99);

    private static async Task<Figure> MeasureTokensAsync(int port, string token)
    {
        var ratio = await Performance.Rounds.CompareAsync(
            Rounds,
            () => HttpLoad.RequestsPerSecondAsync(port, Call, Connections, Time, $"Authorization: Bearer {token}\r\n"),
            () => HttpLoad.RequestsPerSecondAsync(port, Call, Connections, Time));
        return Figure.Of("calls with an access token that the gateway checks", ratio, "requests/s", 0.85);
    }

    private static async Task<WebApplication> StartShopAsync(int port, string keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var body = RandomNumberGenerator.GetBytes(4096);
        app.Run(context =>
        {
            var path = context.Request.Path;
            if (path == "/.well-known/jwks.json")
            {
                return context.Response.WriteAsync(keys);
            }

            context.Response.Headers.CacheControl = "public, max-age=0";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body).AsTask();
        });
        await app.StartAsync();
        return app;
    }

    private static Process StartGateway(string folder, int upstream, int port)
    {
        var state = new ReleaseStateFile(Path.Combine(folder, "release.json"));
        state.Write(new ReleaseState(1, [new ReleaseColour("blue", 100, "0.1.0", [new ReleaseShop(new Uri($"http://127.0.0.1:{upstream}"))])]));
        var info = new ProcessStartInfo("dotnet", [BuiltProgram.Path, "gateway", "--urls", $"http://127.0.0.1:{port}", "--management", $"http://127.0.0.1:{FreePorts.Next()}", "--state", state.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Gateway__PublicUrl"] = Shop, ["RateLimits__Enabled"] = "false" },
        };
        return Drained(Process.Start(info)!);
    }

    private static Process StartNginx(string program, string folder, int upstream, int port)
    {
        var file = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(file, $$"""
            daemon off; worker_processes auto; pid {{folder}}/nginx.pid; error_log {{folder}}/nginx.log;
            events { worker_connections 1024; }
            http {
              access_log off; client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
              keepalive_requests 1000000000;
              upstream shop { server 127.0.0.1:{{upstream}}; keepalive 64; keepalive_requests 1000000000; }
              server {
                listen 127.0.0.1:{{port}};
                location / {
                  proxy_pass http://shop; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;
                  proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme;
                }
              }
            }
            """);
        return Drained(Process.Start(new ProcessStartInfo(program, ["-c", file, "-e", Path.Combine(folder, "nginx.log")]) { RedirectStandardOutput = true, RedirectStandardError = true })!);
    }

    private static string? FindNginx() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists);

    private static Process Drained(Process process)
    {
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task UntilItAnswersAsync(int port)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler);
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{Page}"));
                return;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(20);
            }
        }
    }

    private static string KeysOf(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"keys":[{"kty":"EC","crv":"P-256","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}","kid":"bench","use":"sig","alg":"ES256"}]}""";
    }

    private static string TokenOf(ECDsa key)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = Shop,
            Audience = Shop + "/api/v1",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(15),
            Claims = new Dictionary<string, object> { ["sub"] = "1", ["sid"] = "2", ["jti"] = "bench" },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "bench" }, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
