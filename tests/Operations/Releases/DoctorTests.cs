using System.Text.Json;
using GigGatek.Tests.Releases;

namespace GigGatek.Tests.Operations.Releases;

/// <summary>The doctor as it is called, beside a real environment.</summary>
public sealed class DoctorTests : IClassFixture<DoctorTests.Fixture>
{
    private readonly ReleasedShop _shop;

    public DoctorTests(Fixture fixture)
    {
        _shop = fixture.Shop;
        _shop.WriteEnvironment(sample: 60);
    }

    [Fact]
    public async Task It_says_what_is_in_the_way_of_an_environment_and_nothing_when_nothing_is()
    {
        Directory.Delete(_shop.State, recursive: true);
        var (code, output) = await _shop.RunAsync("doctor", "--version", "0.1.0");
        output.ShouldContain("WRONG  folders   state is ");
        output.ShouldContain("Remedy: sudo install -d -m 700 ");
        code.ShouldBe(1, output);

        Directory.CreateDirectory(_shop.State);
        (code, output) = await _shop.RunAsync("doctor", "--version", "0.1.0");
        code.ShouldBe(0, output);
        output.ShouldContain("Nothing is in the way.");
        output.ShouldMatch(@"ok     database  .+giggatek\.db has schema 20\d{10}, which is this program's\.");

        (code, output) = await _shop.RunAsync("doctor", "--version", "0.3.0", "--json");
        code.ShouldBe(1, output);
        using var told = JsonDocument.Parse(output);
        told.RootElement.GetProperty("isHealthy").GetBoolean().ShouldBeFalse();
        var wrong = told.RootElement.GetProperty("diagnoses").EnumerateArray().Single(one => one.GetProperty("condition").GetString() == "wrong");
        wrong.GetProperty("check").GetString().ShouldBe("program");
        wrong.GetProperty("remedy").GetString().ShouldStartWith("dotnet publish");
    }

    [Fact]
    public async Task A_file_that_is_wrong_is_said_with_its_line()
    {
        _shop.AddToEnvironment("shosp: 3");
        var (code, output) = await _shop.RunAsync("doctor");
        code.ShouldBe(1, output);
        output.ShouldMatch(@"WRONG  file      .+staging\.yaml, line \d+: .*shosp");
    }

    [Fact]
    public async Task Settings_that_no_shop_starts_with_and_a_server_that_does_not_answer_are_found_before_a_release()
    {
        _shop.AddToEnvironment("  Database__Provider: mysql\n  Database__ConnectionString: Server=127.0.0.1;Port=9;Database=shop;User ID=nobody\n  Ordering__QuoteMinutes: many");
        var (code, output) = await _shop.RunAsync("doctor");
        code.ShouldBe(1, output);
        output.ShouldContain("WRONG  settings  Ordering:QuoteMinutes is “many”");

        _shop.AddToEnvironment("  Ordering__QuoteMinutes: 10", instead: "  Ordering__QuoteMinutes: many");
        output = (await _shop.RunAsync("doctor")).Output;
        output.ShouldContain("WRONG  database  ");
    }

    public sealed class Fixture : IAsyncLifetime
    {
        internal ReleasedShop Shop { get; } = new();

        public ValueTask InitializeAsync() => Shop.PrepareAsync();

        public ValueTask DisposeAsync() => Shop.DisposeAsync();
    }
}
