using System.Text.Json;
using GigGatek.Tests.Operations.Containers;

namespace GigGatek.Tests.Operations.Previews;

/// <summary>Two previews on the real engine: neither reaches what is the other's, and nothing is left of either.</summary>
[Collection(ContainersCollection.Name)]
public sealed class SeparationTests(ShopImage image) : IDisposable
{
    private readonly PreviewHost _host = new(most: 2);

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_preview_serves_and_cannot_reach_the_data_of_another()
    {
        LongStacks.Require();
        await image.RequireAsync();
        try
        {
            foreach (var branch in new[] { "one", "two" })
            {
                var (code, output) = await _host.RunAsync("create", "--branch", branch, "--image", ShopImage.Tag);
                code.ShouldBe(0, output);
                using var visitor = new HttpClient(new SocketsHttpHandler());
                (await visitor.GetAsync(_host.Setting(branch, "GIGGATEK_PUBLIC_URL"), TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue(branch);
            }

            var theirs = await Describe("two");
            foreach (var server in theirs.SelectMany(container => container.Addresses).Distinct())
            {
                foreach (var port in new[] { 3306, 6379, 8080 })
                {
                    var asked = await Exec("one", "worker", "/app/giggatek", "health", "--url", $"http://{server}:{port}");
                    asked.ExitCode.ShouldNotBe(0);
                    asked.Output.ShouldContain("does not answer", customMessage: $"{server}:{port}");
                    asked.Output.ShouldNotContain("refused", customMessage: "there is no way to it at all");
                }
            }

            var password = await File.ReadAllTextAsync(Path.Combine(_host.FolderOf("one"), "secrets", "database", "giggatek-password"), TestContext.Current.CancellationToken);
            var opened = await Exec("two", "database", "sh", "-c", $"MYSQL_PWD={password} mariadb -h 127.0.0.1 -ugiggatek -N -e 'SELECT 1'");
            opened.ExitCode.ShouldNotBe(0);
            opened.All.ShouldContain("Access denied");
            (await Describe("one")).SelectMany(container => container.Volumes).Intersect(theirs.SelectMany(container => container.Volumes)).ShouldBeEmpty();

            _host.RunOut("one");
            (await _host.RunAsync("reap")).Output.ShouldContain("Gone: one.");
            (await Describe("two")).ShouldNotBeEmpty("its time has not run out");
        }
        finally
        {
            foreach (var branch in new[] { "one", "two" })
            {
                await _host.RunAsync("remove", "--branch", branch);
            }
        }

        foreach (var kind in new[] { "container", "network", "volume" })
        {
            (await Docker.RunAsync([kind, "ls", "--quiet", "--filter", $"label=dev.giggatek.previews={_host.Records}"])).Trim().ShouldBeEmpty(kind);
        }
    }

    private Task<CommandResult> Exec(string branch, string service, params string[] command) =>
        Docker.TryAsync(_host.FolderOf(branch), ["compose", "exec", "-T", service, .. command]);

    private async Task<IReadOnlyList<(IReadOnlyList<string> Addresses, IReadOnlyList<string> Volumes)>> Describe(string branch)
    {
        var ids = (await Docker.RunAsync("container", "ls", "--quiet", "--filter", $"label=dev.giggatek.preview={branch}", "--filter", $"label=dev.giggatek.previews={_host.Records}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var described = JsonDocument.Parse(await Docker.RunAsync(["container", "inspect", .. ids]));
        return [.. described.RootElement.EnumerateArray().Select(container => (
            (IReadOnlyList<string>)[.. container.GetProperty("NetworkSettings").GetProperty("Networks").EnumerateObject().Select(network => network.Value.GetProperty("IPAddress").GetString()!).Where(address => address.Length > 0)],
            (IReadOnlyList<string>)[.. container.GetProperty("Mounts").EnumerateArray().Where(mount => mount.GetProperty("Type").GetString() == "volume").Select(mount => mount.GetProperty("Name").GetString()!)]))];
    }
}
