using GigGatek.Platform.Jobs;

namespace GigGatek.Catalog.Browse;

/// <summary>Loads the index soon after the start and keeps what is read without asking from growing old.</summary>
internal sealed class KeepFresh(FreshIndex fresh) : IJob
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public Task RunAsync(CancellationToken ct) => fresh.Refresh(ct);
}
