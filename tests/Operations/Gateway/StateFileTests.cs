using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>What a gateway makes of its state file.</summary>
public sealed class StateFileTests : IAsyncLifetime
{
    private StubShop _blue = null!;
    private StubShop _green = null!;
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _blue = await StubShop.StartAsync("blue");
        _green = await StubShop.StartAsync("green");
        _gateway = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, _blue.Address)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _blue.DisposeAsync();
        await _green.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_file_is_refused_with_its_line_and_the_old_state_stays()
    {
        await File.WriteAllTextAsync(_gateway.File.Path, "{\n  \"revision\": 2,\n  \"colours\": {\n    \"green\": { \"weight\": 90, \"version\": \"2\", \"shops\": [\"http://127.0.0.1:1\"] }\n  }\n}\n");
        await Wait.Until("the refusal", async () => (await Refusal()) == "line 3: the weights of green (90) sum to 90; they must sum to 100.");    // perhaps after that of a file half written
        (await Asks()).ShouldBe("blue");
        _gateway.Process.Output.ShouldContain($"{_gateway.File.Path}, line 3: the weights of green (90) sum to 90; they must sum to 100. It is refused, and revision 1 stays");

        File.Delete(_gateway.File.Path);
        await Wait.Until("the next refusal", async () => (await Refusal()) == "line : there is no such file.");
        (await Asks()).ShouldBe("blue");

        _gateway.File.Write(new ReleaseState(2, [RunningGateway.Colour("green", 100, _green.Address)]));
        await Wait.Until("green", async () => await Asks() == "green");
        (await Refusal()).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_that_is_written_over_in_its_place_counts_as_one_that_is_replaced()
    {
        await _gateway.Shift(RunningGateway.Colour("green", 100, _green.Address));    // by rename
        (await Asks()).ShouldBe("green");
        var text = await File.ReadAllTextAsync(_gateway.File.Path);
        text = text.Replace("\"revision\": 2", "\"revision\": 3", StringComparison.Ordinal).Replace(_green.Address.GetLeftPart(UriPartial.Authority), _blue.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        await using (var inPlace = new FileStream(_gateway.File.Path, FileMode.Open, FileAccess.Write))
        {
            await inPlace.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
        }

        await Wait.Until("blue", async () => await Asks() == "blue");
    }

    [Fact]
    public async Task A_file_behind_a_link_counts_when_the_link_is_moved()    // as a ConfigMap's is
    {
        var folder = Path.GetDirectoryName(_gateway.File.Path)!;
        var (first, second) = (Path.Combine(folder, "..1"), Path.Combine(folder, "..2"));
        File.Move(_gateway.File.Path, first, overwrite: false);
        File.CreateSymbolicLink(_gateway.File.Path, first);
        new ReleaseStateFile(second).Write(new ReleaseState(2, [RunningGateway.Colour("green", 100, _green.Address)]));
        var link = Path.Combine(folder, "..link");
        File.CreateSymbolicLink(link, second);
        File.Move(link, _gateway.File.Path, overwrite: true);
        await Wait.Until("green", async () => await Asks() == "green");
    }

    [Fact]
    public async Task A_revision_that_does_not_follow_is_refused()
    {
        await _gateway.Shift(RunningGateway.Colour("green", 100, _green.Address));
        var older = new ReleaseStateFile(_gateway.File.Path + ".older");
        older.Write(new ReleaseState(1, [RunningGateway.Colour("blue", 100, _blue.Address)]));
        File.Move(older.Path, _gateway.File.Path, overwrite: true);
        await Wait.Until("the refusal", async () => (await Refusal()) == "line : revision 1 does not follow revision 2, which is in use; give it 3.");
        (await Asks()).ShouldBe("green");
    }

    [Fact]
    public async Task A_start_without_a_right_file_is_refused()
    {
        var port = FreePorts.Next();
        var wrong = _gateway.File.Path + ".wrong";
        await File.WriteAllTextAsync(wrong, "{\n  \"revision\": 0 }");
        await using var process = ServerProcess.Start(
            new Dictionary<string, string>(), "gateway", "--urls", $"http://127.0.0.1:{port}", "--management", $"http://127.0.0.1:{FreePorts.Next()}", "--state", wrong);
        (await process.EndAsync()).ShouldBe(2);
        await Wait.Until("its words", () => process.Output.Contains($"{wrong}, line 2: revision must be a whole number from 1.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_setting_is_a_sentence()
    {
        await using var process = ServerProcess.Start(
            new Dictionary<string, string> { ["Gateway__TrustedProxies__0"] = "everybody", ["Gateway__CheckSeconds"] = "0" }, "gateway");
        (await process.EndAsync()).ShouldBe(2);
        await Wait.Until("its words", () => process.Output.Contains("The configuration is not right:", StringComparison.Ordinal));
        process.Output.ShouldContain("Gateway:TrustedProxies:0 is “everybody”; it must be an address or a network such as 10.0.0.0/8.");
        process.Output.ShouldContain("Gateway:CheckSeconds is “0”; it must be a number from 1 to 60.");
        process.Output.ShouldContain("Gateway:StateFile is missing.");
    }

    [Fact]
    public async Task A_second_gateway_on_the_same_port_is_refused_unless_it_is_to_follow_the_first()
    {
        await using var second = _gateway.StartBeside();
        (await second.EndAsync()).ShouldBe(2);
        await Wait.Until("its words", () => second.Output.Contains(
            $"Port {_gateway.Address.Port} is taken by another program. Stop that one, or choose another port; if it is a gateway that this one is to follow, add --take-over.", StringComparison.Ordinal));
    }

    private async Task<string?> Refusal() =>
        (await _gateway.Status()).GetProperty("file").GetProperty("refused") is { ValueKind: System.Text.Json.JsonValueKind.Object } refused
            ? $"line {refused.GetProperty("line")}: {refused.GetProperty("reason")}"
            : null;

    private async Task<string> Asks()
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        return await client.GetStringAsync(_gateway.Address);
    }
}
