namespace GigGatek.Tests.Operations.Containers;

/// <summary>A shop to develop on, with nothing on the host but an engine: compose.dev.yaml, as the manual starts it, on a copy of the sources.</summary>
[Collection(ContainersCollection.Name)]
public sealed class DevelopmentStackTests
{
    private static readonly TimeSpan Build = TimeSpan.FromMinutes(14);

    private readonly string _project = $"giggatek-dev-{Platform.Secrets.NewReadable(8).ToLowerInvariant()}";
    private readonly int _port = FreePorts.Next();

    [Fact]
    public async Task What_is_saved_shows_in_the_running_shop_and_its_data_outlive_the_container()
    {
        Docker.Require();
        LongStacks.Require();
        using var sources = new SourceCopy();
        File.Copy(Checkout.File("deploy", "compose", "compose.dev.yaml"), Directory.CreateDirectory(sources.PathOf("deploy", "compose")).FullName + "/compose.dev.yaml");
        await File.WriteAllTextAsync(sources.PathOf("deploy", "compose", ".env"), $"GIGGATEK_PORT={_port}\n", TestContext.Current.CancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://localhost:{_port}"), Timeout = TimeSpan.FromSeconds(20) };
        try
        {
            await ComposeAsync(sources, "up", "--detach", "--wait", "--wait-timeout", $"{(int)Build.TotalSeconds}");
            (await client.GetStringAsync("/dev/mail")).ShouldContain("</html>");
            var parts = await client.GetStringAsync("/sitemap.xml");

            var started = await VisibleEdit.StartOfAsync(client);
            foreach (var edit in VisibleEdit.All)
            {
                edit.Make(sources, 1);
                await Wait.Until($"{edit.What} to show", () => edit.IsVisibleAsync(client, 1));
            }

            (await VisibleEdit.StartOfAsync(client)).ShouldBe(started, "the shop was started anew");

            await ComposeAsync(sources, "down", "--timeout", "20");
            await ComposeAsync(sources, "up", "--detach", "--wait", "--wait-timeout", $"{(int)Build.TotalSeconds}");
            (await client.GetStringAsync("/sitemap.xml")).ShouldBe(parts);
            (await VisibleEdit.All[1].IsVisibleAsync(client, 1)).ShouldBeTrue();
        }
        finally
        {
            await TryComposeAsync(sources, "down", "--volumes", "--timeout", "5");
        }
    }

    private async Task ComposeAsync(SourceCopy sources, params string[] arguments)
    {
        var result = await TryComposeAsync(sources, arguments);
        result.ExitCode.ShouldBe(0, $"{result.All}\n{(await TryComposeAsync(sources, "logs", "--tail", "60")).All}");
    }

    private Task<CommandResult> TryComposeAsync(SourceCopy sources, params string[] arguments) => Docker.TryAsync(
        sources.PathOf("deploy", "compose"), ["compose", "--project-name", _project, "--file", "compose.dev.yaml", .. arguments]);
}
