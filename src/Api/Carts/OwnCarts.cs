using System.Globalization;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Api.Carts;

/// <summary>A cart of the caller.</summary>
/// <param name="Id">As addresses name it.</param>
/// <param name="Secret">As the shop knows it.</param>
internal sealed record OwnCart(long Id, string Secret, int Version)
{
    public string Name => Id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Whose a cart is: looked up with its owner each time, so that another's is not there.</summary>
internal sealed class OwnCarts(Sessions<ApiDb> sessions, PersonalData door, Ids ids, TimeProvider clock)
{
    public async Task<OwnCart> KeepAsync(long userId, string secret, CancellationToken ct)
    {
        var id = ids.Next();
        var row = new CartRow { Id = id, UserId = userId, SealedSecret = door.Seal(PlaceOf(id), secret), TouchedAt = clock.GetUtcNow() };
        await sessions.WriteAsync(db => db.InsertAsync(row, token: ct), ct);
        return new OwnCart(id, secret, row.Version);
    }

    /// <summary>Null when there is none of this name for this caller.</summary>
    public async Task<OwnCart?> FindAsync(long userId, string name, CancellationToken ct)
    {
        if (!long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        await using var db = sessions.ReadPrimary();
        return await db.Carts.FirstOrDefaultAsync(cart => cart.Id == id && cart.UserId == userId, ct) is { } row
            ? new OwnCart(id, door.Open(PlaceOf(id), row.SealedSecret), row.Version)
            : null;
    }

    /// <summary>Gives the caller the next turn to change what he has seen; false when somebody changed it since.</summary>
    public async Task<bool> TryTurnAsync(long userId, OwnCart seen, CancellationToken ct) => await sessions.WriteAsync(
        db => db.Carts.Where(cart => cart.Id == seen.Id && cart.UserId == userId && cart.Version == seen.Version)
            .Set(cart => cart.Version, seen.Version + 1).Set(cart => cart.TouchedAt, clock.GetUtcNow()).UpdateAsync(ct),
        ct) == 1;

    private static SealedPlace PlaceOf(long id) => new("api_carts", "sealed_secret", id);
}
