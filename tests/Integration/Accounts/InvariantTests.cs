using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Verification;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>Each sentence of <c>verify</c> about accounts, broken on purpose.</summary>
public sealed class InvariantTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_mail_address_moved_to_another_person_is_found()
    {
        var ann = await _shop.Registers("ann@example.com");
        var bob = await _shop.Registers("bob@example.com");
        await _shop.ShouldBalance();

        Execute($"UPDATE accounts_users SET email = (SELECT email FROM (SELECT id, email FROM accounts_users) AS others WHERE id = {ann}) WHERE id = {bob}");

        (await Findings("decrypt")).ShouldBe([$"accounts_users.email of row {bob} does not open."]);
    }

    [Fact]
    public async Task A_damaged_name_is_found()
    {
        var ann = await _shop.Registers("ann@example.com");

        Execute($"UPDATE accounts_users SET display_name = 'Ann in plain letters' WHERE id = {ann}");

        (await Findings("decrypt")).ShouldBe([$"accounts_users.display_name of row {ann} does not open."]);
    }

    [Fact]
    public async Task An_index_that_is_not_the_address_is_found()
    {
        var ann = await _shop.Registers("ann@example.com");

        Execute($"UPDATE accounts_users SET email_index = 'k1.of-somebody-else' WHERE id = {ann}");

        (await Findings("decrypt")).ShouldHaveSingleItem().ShouldContain("it cannot be found by it");
    }

    [Fact]
    public async Task A_shop_whose_owner_vanished_is_found()
    {
        await _shop.HasStaff("Owner");
        await _shop.ShouldBalance();

        Execute("DELETE FROM accounts_user_roles WHERE role = 'Owner'");

        var findings = await Findings("owner");
        findings.ShouldContain("There are staff, but no owner.");
        findings.ShouldContain("The role Owner counts 1 and is held by 0.");
    }

    [Fact]
    public async Task A_role_smuggled_in_past_the_count_is_found()
    {
        var (userId, _) = await _shop.HasStaff("Owner");
        (await _shop.Get<IAccountsAdmin>().SetRoleAsync(Actor.System, userId, "Auditor", has: true, Ct)).Error.ShouldBeNull();
        var eve = await _shop.Registers("eve@example.com");

        Execute($"INSERT INTO accounts_user_roles (user_id, role) VALUES ({eve}, 'Auditor')");

        (await Findings("owner")).ShouldBe(["The role Auditor counts 1 and is held by 2."]);
    }

    private async Task<IReadOnlyList<string>> Findings(string word)
    {
        var invariant = _shop.Get<IEnumerable<IInvariant>>().Single(one => one.Sentence.Contains(word, StringComparison.Ordinal) && !one.GetType().Namespace!.StartsWith("GigGatek.Ordering", StringComparison.Ordinal));
        return (await invariant.CheckAsync(Ct)).Findings;
    }

    private void Execute(string sql) => _shop.Database.Execute(sql).ShouldBe(1);
}
