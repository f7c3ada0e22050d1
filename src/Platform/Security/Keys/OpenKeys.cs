using System.Data.Common;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Security.Keys;

/// <summary>
/// What must be so before anything is sealed: a master key that unwraps the data keys, and a current one among them. A
/// local shop makes both on its first start; elsewhere the master key must be there.
/// </summary>
public sealed class OpenKeys : IHostedLifecycleService
{
    private readonly FileMasterKey? _file;
    private readonly DataKeys _keys;
    private readonly DataKeyRing _ring;
    private readonly TakeOverKeys _takeOver;
    private readonly bool _local;

    internal OpenKeys(IMasterKey master, DataKeys keys, DataKeyRing ring, TakeOverKeys takeOver, IOptions<ShopOptions> shop) =>
        (_file, _keys, _ring, _takeOver, _local) = (master as FileMasterKey, keys, ring, takeOver, shop.Value.Development);

    /// <summary>Readies the keys. Doing it again changes nothing.</summary>
    /// <exception cref="KeysRefusedException">The master key is missing, wrong or not a key; or the database does not answer.</exception>
    public async Task EnsureAsync(CancellationToken ct)
    {
        try
        {
            await ReadyAsync(ct);
        }
        catch (DbException failure)
        {
            throw new KeysRefusedException($"The data keys cannot be read from the database ({failure.Message}). Look whether it answers, and bring its schema up to date with: giggatek migrate.");
        }
    }

    private async Task ReadyAsync(CancellationToken ct)
    {
        // Where data keys are, a new master key would only hide that the right one is missing.
        if (_local && _file is { Exists: false } && (await _keys.ListAsync(ct)).Count == 0)
        {
            _file.TryCreate();
        }

        await _takeOver.Handle(ct);
        await _keys.TryCreateFirstAsync(ct);
        await _ring.LookAsync(ct);
    }

    /// <summary>Makes a master key where there is none. Answers the file, or null when it is there already.</summary>
    public string? TryCreateMaster() => _file is not null && _file.TryCreate() ? _file.File : null;

    /// <summary>Before anything else starts.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => EnsureAsync(cancellationToken);

    /// <summary>Done before.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nothing.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nothing.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nothing.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nothing.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Keeps this process's ring up to date.</summary>
internal sealed class LookAtKeys(DataKeyRing ring) : IJob
{
    public Task RunAsync(CancellationToken ct) => ring.LookAsync(ct);
}
