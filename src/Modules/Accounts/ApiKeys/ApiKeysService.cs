using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Accounts.ApiKeys;

/// <summary>The contract of those who ask.</summary>
internal sealed class ApiKeysService(FindCaller callers) : IApiKeys
{
    public Task<ApiCaller?> FindCallerAsync(string key, CancellationToken ct) => callers.Handle(key, ct);
}

/// <summary>The owner's contract.</summary>
internal sealed class ApiKeysAdmin(ListKeys keys, MakeKey make, RotateKey rotate, RevokeKey revoke) : IApiKeysAdmin
{
    public Task<Page<ApiKey>> ListAsync(string? cursor, CancellationToken ct) => keys.Handle(cursor, ct);

    public Task<ApiKey?> FindAsync(long keyId, CancellationToken ct) => keys.Find(keyId, ct);

    public Task<Result<NewApiKey>> CreateAsync(Actor actor, CreateApiKey command, CancellationToken ct) => make.Handle(actor, command, ct);

    public Task<Result<NewApiKey>> RotateAsync(Actor actor, RotateApiKey command, CancellationToken ct) => rotate.Handle(actor, command, ct);

    public Task<Result> RevokeAsync(Actor actor, long keyId, CancellationToken ct) => revoke.Handle(actor, keyId, ct);
}
