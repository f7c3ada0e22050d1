using GigGatek.Platform.Verification;

namespace GigGatek.Tests.Integration.Servers.Plans;

/// <summary>Every statement of the shop, and how the server goes about it with 58,714 parts and 100,000 orders.</summary>
[Trait("Engine", "server")]
public sealed class PlanTests(LargeShop shop) : IClassFixture<LargeShop>
{
    private const long Most = 1_000;
    private const int Fewest = 150;

    [Fact]
    public async Task No_statement_reads_a_whole_table_or_sorts_many_rows_unless_it_is_on_the_list_of_those_that_may()
    {
        using var log = new StatementLog(shop.Shop.Database);
        await new ShopDay(shop.Furnished).Live();
        var statements = log.Stop();

        statements.Select(statement => statement.Shape).Distinct().Count().ShouldBeGreaterThan(Fewest, "the log or the day is not whole");

        using var connection = shop.Shop.Database.Open();
        var plans = statements.Select(statement => Plan.Of(connection, statement)).ToList();
        var wrong = plans.Where(plan => plan.IsQuadratic(Most) || (plan.Cost > Most && !AllowedPlans.Knows(plan))).ToList();
        wrong.ShouldBeEmpty($"of {statements.Count} statements:\n{string.Join("\n\n", wrong)}");
    }

    /// <summary>
    /// They read everything, and once. What is asked for each row of another table is as fast as an index only while the server knows that its tables are large: just
    /// after an import or a restore it does not, and reads all rows for each row.
    /// </summary>
    [Fact]
    public async Task The_books_are_checked_without_asking_again_for_each_row()
    {
        using var log = new StatementLog(shop.Shop.Database);
        foreach (var invariant in shop.Shop.Get<IEnumerable<IInvariant>>())
        {
            await invariant.CheckAsync(TestContext.Current.CancellationToken);
        }

        var statements = log.Stop();
        statements.Count.ShouldBeGreaterThan(20, "the log is not whole");
        using var connection = shop.Shop.Database.Open();
        statements.Select(statement => Plan.Of(connection, statement)).Where(plan => plan.AsksForEachRow).ShouldBeEmpty();
    }
}
