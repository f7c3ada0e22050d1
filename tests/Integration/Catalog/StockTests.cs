using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>Units are held, sold, given back and returned; never more than there are, and nothing twice.</summary>
public sealed class StockTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    private static long _lastReservation = 1000;

    [Fact]
    public async Task The_last_unit_is_held_once_by_two_hundred_buyers()
    {
        var part = await shop.HasPart(units: 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Reserve(NewId(), part.Sku, 1))));
        answers.Count(answer => answer.Succeeded).ShouldBe(1);
        answers.Where(answer => !answer.Succeeded).ShouldAllBe(answer => answer.Error!.Code == "sold_out" && answer.Error.Message.Contains("Testpart"));
        (await shop.Variant(part.Sku)).Available.ShouldBe(0);
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task Buyers_of_the_same_two_things_in_opposite_order_all_get_an_answer()
    {
        var (one, two) = (await shop.HasPart(units: 30), await shop.HasPart(units: 30));
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => shop.Stock.ReserveAsync(
            new ReserveStock(NewId(), i % 2 == 0 ? [new(one.Sku, 1), new(two.Sku, 1)] : [new(two.Sku, 1), new(one.Sku, 1)], Soon()), CancellationToken.None))));
        answers.Count(answer => answer.Succeeded).ShouldBe(30);
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task All_lines_are_held_or_none()
    {
        var (plenty, few) = (await shop.HasPart(units: 5), await shop.HasPart(units: 1));
        var answer = await shop.Stock.ReserveAsync(new ReserveStock(NewId(), [new(plenty.Sku, 2), new(few.Sku, 2)], Soon()), CancellationToken.None);
        answer.Error!.Code.ShouldBe("sold_out");
        (await shop.Variant(plenty.Sku)).Available.ShouldBe(5);
        (await shop.Variant(few.Sku)).Available.ShouldBe(1);
    }

    [Fact]
    public async Task Asking_again_takes_nothing_twice()
    {
        var part = await shop.HasPart(units: 5);
        var id = NewId();
        var first = await Reserve(id, part.Sku, 2);
        (await Reserve(id, part.Sku, 2)).ShouldBe(first);
        (await shop.Variant(part.Sku)).Available.ShouldBe(3);
        (await shop.Stock.SellAsync(id, CancellationToken.None)).ShouldBeTrue();
        (await shop.Stock.SellAsync(id, CancellationToken.None)).ShouldBeTrue();
        (await Reserve(id, part.Sku, 2)).Error!.Code.ShouldBe("reservation_closed");
        await shop.Stock.RestockAsync(id, CancellationToken.None);
        await shop.Stock.RestockAsync(id, CancellationToken.None);
        (await shop.Variant(part.Sku)).Available.ShouldBe(5);
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task What_was_released_cannot_be_sold()
    {
        var part = await shop.HasPart(units: 1);
        var id = NewId();
        await Reserve(id, part.Sku, 1);
        await shop.Stock.ReleaseAsync(id, CancellationToken.None);
        await shop.Stock.ReleaseAsync(id, CancellationToken.None);
        (await shop.Variant(part.Sku)).Available.ShouldBe(1);
        (await shop.Stock.SellAsync(id, CancellationToken.None)).ShouldBeFalse();
        (await shop.Variant(part.Sku)).Available.ShouldBe(1);
    }

    [Fact]
    public async Task What_ran_out_goes_back_and_is_sold_only_if_still_there()
    {
        var (kept, lost) = (await shop.HasPart(units: 1), await shop.HasPart(units: 1));
        var (late, tooLate) = (NewId(), NewId());
        await Reserve(late, kept.Sku, 1, TimeSpan.FromMinutes(-1));
        await Reserve(tooLate, lost.Sku, 1, TimeSpan.FromMinutes(-1));
        await TestShop.Until(async () => (await shop.Variant(kept.Sku)).Available == 1 && (await shop.Variant(lost.Sku)).Available == 1, "the sweep");
        (await Reserve(NewId(), lost.Sku, 1)).Succeeded.ShouldBeTrue();

        (await shop.Stock.SellAsync(late, CancellationToken.None)).ShouldBeTrue();
        (await shop.Stock.SellAsync(tooLate, CancellationToken.None)).ShouldBeFalse();
        (await shop.Variant(kept.Sku)).Available.ShouldBe(0);
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task Of_what_ran_out_all_lines_are_taken_again_or_none()
    {
        var (kept, lost) = (await shop.HasPart(units: 3), await shop.HasPart(units: 1));
        var id = NewId();
        await shop.Stock.ReserveAsync(new ReserveStock(id, [new(kept.Sku, 2), new(lost.Sku, 1)], Soon() - TimeSpan.FromMinutes(16)), CancellationToken.None);
        await TestShop.Until(async () => (await shop.Variant(lost.Sku)).Available == 1, "the sweep");
        (await Reserve(NewId(), lost.Sku, 1)).Succeeded.ShouldBeTrue();

        (await shop.Stock.SellAsync(id, CancellationToken.None)).ShouldBeFalse();
        (await shop.Variant(kept.Sku)).Available.ShouldBe(3);
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task Twenty_lines_take_as_many_statements_as_one()
    {
        var parts = new List<string>();
        for (var part = 0; part < 20; part++)
        {
            parts.Add((await shop.HasPart(units: 3)).Sku);
        }

        var one = await CountMoves([parts[0]]);
        (await CountMoves(parts)).ShouldBe(one);
        one.ShouldBe([11, 3, 10]);
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task A_sale_is_announced_when_a_page_or_a_list_shows_it()
    {
        var part = await shop.HasPart(units: StockShown.Most + 3);
        var before = Announced();
        (await Count(async () => (await Reserve(NewId(), part.Sku, 2)).Succeeded.ShouldBeTrue())).ShouldBe(6);
        Announced().ShouldBe(before, "pages still say more than they count");
        await Reserve(NewId(), part.Sku, 1);
        Announced().ShouldBe(before + 1, "a page says how many are left");
        await Reserve(NewId(), part.Sku, StockShown.Most);
        Announced().ShouldBe(before + 2, "lists leave it out");
        await shop.Shop.ShouldBalance();
    }

    private long Announced() => Convert.ToInt64(shop.Shop.Database.Scalar("SELECT last_seq FROM catalog_changes"), null);

    /// <summary>Holds, sells and puts back on the shelf.</summary>
    private async Task<int[]> CountMoves(IReadOnlyList<string> skus)
    {
        var id = NewId();
        return
        [
            await Count(async () => (await shop.Stock.ReserveAsync(new ReserveStock(id, [.. skus.Select(sku => new StockLine(sku, 2))], Soon()), CancellationToken.None)).Succeeded.ShouldBeTrue()),
            await Count(async () => (await shop.Stock.SellAsync(id, CancellationToken.None)).ShouldBeTrue()),
            await Count(() => shop.Stock.RestockAsync(id, CancellationToken.None)),
        ];
    }

    private static async Task<int> Count(Func<Task> what)
    {
        var counter = StatementCounter.Begin();
        await what();
        return counter.Count;
    }

    [Fact]
    public async Task Racing_sales_releases_and_returns_of_one_reservation_end_in_one_state()
    {
        for (var round = 0; round < 10; round++)
        {
            var part = await shop.HasPart(units: 3);
            var id = NewId();
            await Reserve(id, part.Sku, 2);
            var sold = shop.Stock.SellAsync(id, CancellationToken.None);
            await Task.WhenAll(sold, Task.Run(() => shop.Stock.ReleaseAsync(id, CancellationToken.None)), Task.Run(() => shop.Stock.RestockAsync(id, CancellationToken.None)));
            var left = (await shop.Variant(part.Sku)).Available;
            left.ShouldBeOneOf(await sold ? [1, 3] : [3]);
        }

        await shop.Shop.ShouldBalance();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Nothing_and_less_than_nothing_cannot_be_held(int quantity)
    {
        var part = await shop.HasPart(units: 1);
        (await Reserve(NewId(), part.Sku, quantity)).Error!.Kind.ShouldBe(GigGatek.Contracts.ErrorKind.Invalid);
    }

    [Fact]
    public async Task Lists_follow_the_stock_at_once()
    {
        var part = await shop.HasPart(units: 1, category: "gadget");
        (await InStock("gadget")).ShouldBe(1);
        var id = NewId();
        await Reserve(id, part.Sku, 1);
        (await InStock("gadget")).ShouldBe(0);
        await shop.Stock.ReleaseAsync(id, CancellationToken.None);
        (await InStock("gadget")).ShouldBe(1);
    }

    private async Task<int> InStock(string category) =>
        (await shop.Catalog.BrowseAsync(new ProductQuery(category), CancellationToken.None)).InStock;

    private Task<GigGatek.Contracts.Result<StockReserved>> Reserve(long id, string sku, int quantity, TimeSpan? time = null) =>
        shop.Stock.ReserveAsync(new ReserveStock(id, [new StockLine(sku, quantity)], time is { } own ? DateTimeOffset.FromUnixTimeMilliseconds(shop.Shop.Clock.GetUtcNow().ToUnixTimeMilliseconds()) + own : Soon()), CancellationToken.None);

    private DateTimeOffset Soon() => DateTimeOffset.FromUnixTimeMilliseconds(shop.Shop.Clock.GetUtcNow().AddMinutes(15).ToUnixTimeMilliseconds());

    private static long NewId() => Interlocked.Increment(ref _lastReservation);
}
