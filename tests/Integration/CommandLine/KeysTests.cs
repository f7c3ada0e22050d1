using System.Text.Json;
using System.Text.RegularExpressions;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Payments;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary><c>giggatek keys</c> beside a running shop, as docs/operations/keys.md tells it.</summary>
[Trait("Database", "any")]
public sealed partial class KeysTests : IAsyncLifetime
{
    private readonly TestShop _shop = new() { Settings = { ["Keys:LookSeconds"] = "1" } };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_key_is_made_used_and_retired_while_the_shop_runs()
    {
        var order = await _shop.HasPaidOrder();
        await _shop.Registers("ann@example.com");
        var first = (await List()).ShouldHaveSingleItem().Name;

        var next = Made().Match(await Keys(0, "create")).Groups[1].Value;
        (await List()).ShouldBe([(next, "created"), (first, "current")]);
        (await Keys(2, "retire", next)).ShouldContain("only an old one can be retired");

        (await Keys(0, "rotate")).ShouldContain($"New values are written with {next}");
        (await List()).ShouldBe([(next, "current"), (first, "old")]);
        (await Keys(0, "status")).ShouldMatch($@"ordering_orders\.contact\s+{first}: 1\r?\n");
        var refusal = "";
        await TestShop.Until(async () => !(refusal = await Keys(2, "retire", first)).Contains("it can be retired after", StringComparison.Ordinal), "every process to have stopped writing with it");
        refusal.ShouldContain("values in ordering_");

        var done = await Keys(0, "reencrypt", "--chunk", "1", "--pause", "0");
        done.ShouldMatch(@"ordering_orders\.contact\s+1 written anew");
        done.ShouldContain("Every value is of the current data key.");
        (await Keys(0, "status")).ShouldMatch($@"ordering_orders\.contact\s+{next}: 1\r?\n");
        await _shop.Sql("DELETE FROM accounts_throttles");
        (await Keys(0, "retire", first)).ShouldContain($"{first} is retired: its material is destroyed.");

        (await _shop.Get<IOrders>().FindBySecretAsync(order.Secret, Ct)).ShouldNotBeNull().Contact.ShouldBe(Shoppers.Ann);
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task The_master_key_is_changed_while_the_shop_runs_and_the_one_before_opens_nothing_any_more()
    {
        var order = await _shop.HasPaidOrder();
        var file = Path.Combine(_shop.Folder, "keys", "master.key");
        var (before, next) = (await File.ReadAllTextAsync(file, Ct), Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)) + "\n");
        (await Keys(0, "rewrap")).ShouldContain("already");

        await File.WriteAllTextAsync(file, next + before, Ct);
        (await Keys(0, "rewrap")).ShouldMatch("Wrapped 1 data keys with the master key m-");
        await File.WriteAllTextAsync(file, next, Ct);

        (await Keys(0, "rotate")).ShouldContain("New values are written with");
        (await Keys(0, "reencrypt")).ShouldContain("Every value is of the current data key.");
        (await _shop.Get<IOrders>().FindBySecretAsync(order.Secret, Ct)).ShouldNotBeNull().Contact.ShouldBe(Shoppers.Ann, "the shop that ran meanwhile learned the new data key");
        await _shop.HasPaidOrder();
        await _shop.ShouldBalance();

        await File.WriteAllTextAsync(file, before, Ct);
        (await Keys(2, "status")).ShouldContain("Put the right master key in place");
        await File.WriteAllTextAsync(file, next, Ct);
        (await Keys(0, "status")).ShouldContain("Every value has its key.");
    }

    [Fact]
    public async Task A_value_that_does_not_open_ends_re_encryption_with_one_and_a_lost_key_ends_status_with_one()
    {
        var order = await _shop.HasPaidOrder();
        await _shop.Sql($"UPDATE ordering_orders SET address = 'kgone22.AAAA' WHERE id = {order.Id}");

        (await Keys(1, "reencrypt")).ShouldContain($"BROKEN  ordering_orders.address of row {order.Id} does not open.");
        (await Keys(1, "status")).ShouldContain("of no key here: 1");
        var json = JsonDocument.Parse(await Keys(1, "status", "--json")).RootElement.EnumerateArray().Single(
            column => column.GetProperty("table").GetString() == "ordering_orders" && column.GetProperty("column").GetString() == "address");
        json.GetProperty("unknown").GetInt64().ShouldBe(1);
    }

    [Fact, Trait("Schema", "own")]
    public async Task A_production_shop_gets_its_master_key_by_one_command_and_is_refused_without_it()
    {
        var folder = Directory.CreateTempSubdirectory("giggatek-keys-");
        var (refused, sentence) = await RunningShop.RunProgramAsync("keys", "list", "--data", Path.Combine(folder.FullName, "nowhere"));
        refused.ShouldBe(2);
        sentence.ShouldContain("There is no data folder");

        (refused, sentence) = await RunningShop.RunProgramAsync("serve", "--modules", "catalog", "--data", folder.FullName);
        refused.ShouldBe(2, sentence);
        sentence.ShouldContain("waits for");
        (refused, sentence) = await RunningShop.RunProgramAsync("keys", "create", "--data", folder.FullName);
        refused.ShouldBe(2);
        sentence.Trim().ShouldStartWith("There is no master key file");
        sentence.ShouldNotContain("   at ");
        (refused, sentence) = await RunningShop.RunProgramAsync("serve", "--modules", "catalog", "--data", folder.FullName);
        refused.ShouldBe(2, sentence);
        sentence.ShouldContain("There is no master key file");

        var (made, words) = await RunningShop.RunProgramAsync("keys", "create", "--master", "--data", folder.FullName);
        made.ShouldBe(0, words);
        words.ShouldContain("Made the master key");
        words.ShouldContain("the first data key. New values are written with it.");
        (await RunningShop.RunProgramAsync("keys", "create", "--master", "--data", folder.FullName)).Output.ShouldContain("There is a master key already; it stays.");
        TestDatabase.DropIn(folder.FullName);
        folder.Delete(recursive: true);
    }

    private async Task<List<(string Name, string State)>> List() =>
        [.. JsonDocument.Parse(await Keys(0, "list", "--json")).RootElement.EnumerateArray()
            .Select(key => (key.GetProperty("name").GetString()!, key.GetProperty("state").GetString()!))];

    private async Task<string> Keys(int expected, params string[] arguments)
    {
        var (exitCode, output) = await RunningShop.RunProgramAsync(["keys", .. arguments, "--data", _shop.Folder]);
        exitCode.ShouldBe(expected, output);
        return output;
    }

    [GeneratedRegex(@"Made (k\w+)\.")]
    private static partial Regex Made();
}
