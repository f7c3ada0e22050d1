using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>The contract, as a list of its use cases.</summary>
internal sealed class SecondFactorService(OfferSecret offer, TurnOn turnOn, RenewCodes renew, TurnOff turnOff, FinishSignIn finish) : ISecondFactor
{
    public Task<Result<SignedIn>> FinishSignInAsync(string pending, string code, string client, CancellationToken ct) => finish.Handle(pending, code, client, ct);

    public Task<Result<SecondFactorOffer>> OfferAsync(long userId, string currentPassword, CancellationToken ct) => offer.Handle(userId, currentPassword, ct);

    public Task<SecondFactorOffer?> FindOfferAsync(long userId, string token, CancellationToken ct) => offer.Find(userId, token, ct);

    public Task<Result<NewRecoveryCodes>> TurnOnAsync(long userId, string token, string code, CancellationToken ct) => turnOn.Handle(userId, token, code, ct);

    public Task<Result<NewRecoveryCodes>> RenewCodesAsync(long userId, string currentPassword, string code, CancellationToken ct) =>
        renew.Handle(userId, currentPassword, code, ct);

    public Task<Result<SignedIn>> TurnOffAsync(long userId, string currentPassword, string code, CancellationToken ct) => turnOff.Handle(userId, currentPassword, code, ct);
}
