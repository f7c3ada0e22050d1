using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Discounts;

/// <summary>Codes as the owner keeps them. There are tens of them, not thousands: the list has one page.</summary>
internal sealed class DiscountsAdmin(Sessions<OrderingDb> sessions, TimeProvider clock) : IDiscountsAdmin
{
    public async Task<IReadOnlyList<Discount>> ListAsync(CancellationToken ct)
    {
        await using var db = sessions.Read();
        var rows = await db.Discounts.OrderByDescending(row => row.Active).ThenBy(row => row.Code).ToListAsync(ct);
        return [.. rows.Select(row => new Discount(
            row.Code, row.Kind, row.Value, row.MinimumMinor, row.From, row.Until, row.MaxUses, row.Uses, row.Active))];
    }

    public async Task<Result> CreateAsync(Actor actor, Discount discount, CancellationToken ct)
    {
        var code = DiscountRules.Canonical(discount.Code);
        return NewDiscountRules.FindFault(discount with { Code = code })
            ?? await sessions.WriteAsync(db => Create(db, actor, discount with { Code = code }, ct), ct);
    }

    public Task<Result> SetActiveAsync(Actor actor, string code, bool active, CancellationToken ct) =>
        sessions.WriteAsync<Result>(
            async db =>
            {
                var canonical = DiscountRules.Canonical(code);
                if (await db.Discounts.Where(row => row.Code == canonical && row.Active != active).Set(row => row.Active, active).UpdateAsync(ct) == 1)
                {
                    await Announce(db, actor, active ? "discount.on" : "discount.off", canonical, active ? "off → on" : "on → off", ct);
                    return Result.Done;
                }

                return await db.Discounts.AnyAsync(row => row.Code == canonical, ct) ? Result.Done : Error.NotFound("There is no such code.");
            },
            ct);

    private async Task<Result> Create(OrderingDb db, Actor actor, Discount discount, CancellationToken ct)
    {
        if (await db.Discounts.AnyAsync(row => row.Code == discount.Code, ct))
        {
            return Error.Invalid("code_exists", $"The code {discount.Code} exists already. Choose another, or switch that one on.", "code");
        }

        await db.InsertAsync(
            new DiscountRow
            {
                Code = discount.Code, Kind = discount.Kind, Value = discount.Value, MinimumMinor = discount.MinimumMinor,
                From = discount.From, Until = discount.Until, MaxUses = discount.MaxUses, Active = true,
            },
            token: ct);
        await Announce(db, actor, "discount.create", discount.Code, $"{discount.Kind} {discount.Value}, from {discount.MinimumMinor} on", ct);
        return Result.Done;
    }

    private Task Announce(OrderingDb db, Actor actor, string action, string code, string details, CancellationToken ct) =>
        db.PublishAsync(new ChangeMade(actor, action, code, details, clock.GetUtcNow()), ct);
}
